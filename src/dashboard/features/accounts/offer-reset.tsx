import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { offerPasswordReset } from '../../api/users.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

interface OfferResetProps {
  readonly account: Schema['Account'];
  onClose(): void;
}

/** Makes a link by which somebody sets a new password, and shows it this once. */
export function OfferReset({ account: { id, name }, onClose }: OfferResetProps) {
  const offering = useMutation({
    mutationFn: () => offerPasswordReset(id),
    gcTime: 0, // the link is forgotten with the dialog
  });
  const offered = offering.data;
  return (
    <Dialog onClose={onClose} title={`A new password for ${name}`} closeOnClickOutside={!offered}>
      {offered ? (
        <Stack>
          <CodeBlock label="Link" code={offered.link} />
          <Text size="sm">
            This link is shown only once. Send it over a secure channel: anyone who has it can set
            the password. It works once and expires <RelativeTime at={offered.expiresAt} />.
          </Text>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <Stack>
          <Text size="sm">
            Creates a link with which {name} can set a new password. Using it closes all sessions of
            the account. An earlier link stops working now.
          </Text>
          <ErrorAlert error={offering.error} />
          <DialogActions
            act="Create link"
            pending={offering.isPending}
            onAct={() => offering.mutate()}
            onCancel={onClose}
            data-autofocus
          />
        </Stack>
      )}
    </Dialog>
  );
}
