import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ChannelOwner, rotateChannelSecret } from '../../../api/channels.ts';
import type { Schema } from '../../../api/schema.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { DialogActions } from '../../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { SecretOnce } from '../../../components/secret-once.tsx';

interface RotateSecretProps {
  readonly owner: ChannelOwner;
  readonly channel: Schema['Channel'];
  onClose(): void;
}

/** Gives a webhook another secret, and shows it. */
export function RotateSecret({ owner, channel: { id, name }, onClose }: RotateSecretProps) {
  const rotating = useMutation({ mutationFn: () => rotateChannelSecret(owner, id), gcTime: 0 });
  const { data, error, isPending } = rotating;
  return (
    <Dialog onClose={onClose} title={`A new secret for ${name}`}>
      <Stack>
        {data ? (
          <>
            <SecretOnce secret={data.secret} />
            <Group justify="flex-end">
              <Button onClick={onClose}>Done</Button>
            </Group>
          </>
        ) : (
          <>
            <Text size="sm">
              For one day, webhooks are signed with the old secret as well, so that receivers can
              accept either.
            </Text>
            <ErrorAlert error={error} />
            <DialogActions
              act="Create new secret"
              pending={isPending}
              onAct={() => rotating.mutate()}
              onCancel={onClose}
            />
          </>
        )}
      </Stack>
    </Dialog>
  );
}
