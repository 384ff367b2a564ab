import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type ChannelOwner,
  changeChannel,
  channelsQuery,
  createChannel,
  rotateChannelSecret,
} from '../../../api/channels.ts';
import type { Schema } from '../../../api/schema.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { SecretOnce } from '../../../components/secret-once.tsx';
import { ChannelForm } from './channel-form.tsx';
import {
  type ChannelValues,
  changeOf,
  emptyChannel,
  newChannelOf,
  valuesOf,
} from './channel-values.ts';

interface ChannelDialogProps {
  readonly owner: ChannelOwner;
  /** Which one is changed; null: another one is added. */
  readonly channel: Schema['Channel'] | null;
  onClose(): void;
}

/** Adds a channel, or changes one; shows what signs the webhooks of a new one. */
export function ChannelDialog({ owner, channel, onClose }: ChannelDialogProps) {
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: async (values: ChannelValues): Promise<string | null> => {
      if (!channel) return (await createChannel(owner, newChannelOf(values))).secret;
      await changeChannel(owner, channel.id, changeOf(values));
      const isRenewed = channel.unreadable && channel.kind === 'webhook';
      return isRenewed ? (await rotateChannelSecret(owner, channel.id)).secret : null;
    },
    onSuccess: async (secret) => {
      if (secret === null) onClose();
      await client.invalidateQueries(channelsQuery(owner));
    },
    gcTime: 0,
  });
  const close = () => {
    if (!saving.isPending) onClose();
  };
  const secret = saving.data ?? null;
  return (
    <Dialog onClose={close} title={channel ? `Edit ${channel.name}` : 'Add a channel'} size="lg">
      {secret === null ? (
        <ChannelForm
          initial={channel ? valuesOf(channel) : emptyChannel}
          isNew={channel === null}
          isUnreadable={channel?.unreadable ?? false}
          pending={saving.isPending}
          error={saving.error}
          onSubmit={(values) => saving.mutate(values)}
          onCancel={close}
        />
      ) : (
        <Stack>
          <SecretOnce secret={secret} />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
