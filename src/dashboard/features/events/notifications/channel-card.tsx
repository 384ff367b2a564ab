import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ChannelOwner } from '../../../api/channels.ts';
import type { Schema } from '../../../api/schema.ts';
import { LastingTime } from '../../../components/lasting-time.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';
import { formatNumber } from '../../../format/quantities.ts';
import { useNow } from '../../../format/use-now.ts';
import { ChannelActions } from './channel-actions.tsx';
import { ChannelDialog } from './channel-dialog.tsx';
import { isMuted, kindWords, stateOf, typesInWords } from './channel-state.ts';
import { DeliveryList } from './delivery-list.tsx';
import { RemoveChannel } from './remove-channel.tsx';
import { RotateSecret } from './rotate-secret.tsx';

interface ChannelCardProps {
  readonly owner: ChannelOwner;
  readonly channel: Schema['Channel'];
}

/** One channel: where it leads, what it tells, how that goes. */
export function ChannelCard({ owner, channel }: ChannelCardProps) {
  const now = useNow();
  const [editing, edit] = useDisclosure();
  const [rotating, rotate] = useDisclosure();
  const [removing, remove] = useDisclosure();
  const [listing, list] = useDisclosure();
  const { name, kind, target, types } = channel;
  const { tone, word } = stateOf(channel, now);
  return (
    <Paper component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          <StateBadge tone={tone}>{word}</StateBadge>
        </Group>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {kindWords[kind]}
          {target !== '' && ` to ${target}`}, for {typesInWords(types)}
        </Text>
        <Progress channel={channel} now={now} />
        <Group gap="xs">
          <ChannelActions
            owner={owner}
            channel={channel}
            onEdit={edit.open}
            onRotate={rotate.open}
            onRemove={remove.open}
          />
          <Button
            size="xs"
            variant="default"
            onClick={list.toggle}
            aria-expanded={listing}
            aria-label={`Deliveries of ${name}`}
          >
            Deliveries
          </Button>
        </Group>
        {listing && <DeliveryList owner={owner} channel={channel} />}
      </Stack>
      {editing && <ChannelDialog owner={owner} channel={channel} onClose={edit.close} />}
      {rotating && <RotateSecret owner={owner} channel={channel} onClose={rotate.close} />}
      {removing && <RemoveChannel owner={owner} channel={channel} onClose={remove.close} />}
    </Paper>
  );
}

function Progress({ channel, now }: { readonly channel: Schema['Channel']; readonly now: number }) {
  const { mutedUntil, endedReason, failingSince, fault, waiting, deliveredAt } = channel;
  return (
    <Text size="sm" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
      {mutedUntil !== null && isMuted(channel, now) && (
        <div>
          Muted; resumes <RelativeTime at={mutedUntil} />.
        </div>
      )}
      {(endedReason ?? fault) !== null && <div>{endedReason ?? fault}</div>}
      {channel.unreadable && <div>Edit it, and give its address again.</div>}
      {channel.enabled && failingSince !== null && (
        <div>
          Nothing has been accepted for <LastingTime since={failingSince} />; after five days the
          channel is switched off.
        </div>
      )}
      {waiting > 0 && <div>{formatNumber(waiting)} waiting.</div>}
      <div>
        {deliveredAt === null ? (
          'Nothing delivered yet.'
        ) : (
          <>
            Last delivered <RelativeTime at={deliveredAt} />.
          </>
        )}
      </div>
    </Text>
  );
}
