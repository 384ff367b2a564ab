import { Button, Menu } from '@mantine/core';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type ChannelChange,
  type ChannelOwner,
  changeChannel,
  channelsQuery,
  testChannel,
} from '../../../api/channels.ts';
import type { Schema } from '../../../api/schema.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { Icon } from '../../../components/icons.tsx';
import { useNow } from '../../../format/use-now.ts';
import { isMuted } from './channel-state.ts';
import { inSoMany, muteTimes } from './mute-times.ts';

interface ChannelActionsProps {
  readonly owner: ChannelOwner;
  readonly channel: Schema['Channel'];
  onEdit(): void;
  onRotate(): void;
  onRemove(): void;
}

/** What can be done with a channel. */
export function ChannelActions({
  owner,
  channel,
  onEdit,
  onRotate,
  onRemove,
}: ChannelActionsProps) {
  const client = useQueryClient();
  const { id, name, enabled } = channel;
  const refresh = () => client.invalidateQueries(channelsQuery(owner));
  const testing = useMutation({
    mutationFn: () => testChannel(owner, id),
    onSuccess: refresh,
  });
  const changing = useMutation({
    mutationFn: (change: ChannelChange) => changeChannel(owner, id, change),
    onSuccess: refresh,
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={!enabled}
        loading={testing.isPending}
        onClick={() => testing.mutate()}
        aria-label={`Send test to ${name}`}
      >
        Send test
      </Button>
      <Button size="xs" variant="default" onClick={onEdit} aria-label={`Edit ${name}`}>
        Edit
      </Button>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<Icon name="down" size={14} />}
            aria-label={`More about ${name}`}
          >
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <MuteItems channel={channel} changing={changing} />
          <Menu.Item onClick={() => changing.mutate({ enabled: !enabled })}>
            {enabled ? 'Turn off' : 'Turn on'}
          </Menu.Item>
          {channel.kind === 'webhook' && <Menu.Item onClick={onRotate}>New secret</Menu.Item>}
          {!channel.standard && (
            <Menu.Item c="var(--mantine-color-error)" onClick={onRemove}>
              Remove
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ErrorAlert error={testing.error ?? changing.error} />
    </>
  );
}

interface MuteItemsProps {
  readonly channel: Schema['Channel'];
  readonly changing: UseMutationResult<Schema['Channel'], Error, ChannelChange>;
}

function MuteItems({ channel, changing }: MuteItemsProps) {
  const now = useNow();
  if (isMuted(channel, now)) {
    return <Menu.Item onClick={() => changing.mutate({ mutedUntil: null })}>Unmute</Menu.Item>;
  }
  return muteTimes.map(({ label, milliseconds }) => (
    <Menu.Item key={label} onClick={() => changing.mutate({ mutedUntil: inSoMany(milliseconds) })}>
      Mute for {label}
    </Menu.Item>
  ));
}
