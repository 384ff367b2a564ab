import { NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { rotateToken, tokensQuery } from '../../api/tokens.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ShownSecret } from './shown-secret.tsx';

interface RotateTokenProps {
  readonly token: Schema['Token'];
  onClose(): void;
}

const hour = 3600;
const graces = [
  { value: '0', label: 'ends now' },
  { value: `${hour}`, label: 'works for another hour' },
  { value: `${6 * hour}`, label: 'works for another 6 hours' },
  { value: `${24 * hour}`, label: 'works for another day' },
  { value: `${3 * 24 * hour}`, label: 'works for another 3 days' },
  { value: `${7 * 24 * hour}`, label: 'works for another 7 days' },
];

/** Gives a token a new secret, and shows it this once. */
export function RotateToken({ token, onClose }: RotateTokenProps) {
  const client = useQueryClient();
  const [grace, setGrace] = useState(`${hour}`);
  const rotating = useMutation({
    mutationFn: () => rotateToken(token.id, Number(grace)),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey, exact: true }),
    gcTime: 0, // the secret is forgotten with the dialog
  });
  const made = rotating.data;
  return (
    <Dialog
      onClose={onClose}
      title={made ? `The token ${token.name} has a new secret` : `Rotate the token ${token.name}`}
      size={made ? 'lg' : 'md'}
      closeOnClickOutside={!made}
      closeOnEscape={!made && !rotating.isPending}
      withCloseButton={!made}
    >
      {made ? (
        <ShownSecret token={made} onDone={onClose} />
      ) : (
        <Stack>
          <Text size="sm">
            The token gets a new secret immediately. Its permissions stay the same.
          </Text>
          <NativeSelect
            label="The old secret"
            data={graces}
            value={grace}
            onChange={(event) => setGrace(event.currentTarget.value)}
            data-autofocus
          />
          <ErrorAlert error={rotating.error} />
          <DialogActions
            act="Rotate"
            pending={rotating.isPending}
            onAct={() => rotating.mutate()}
            onCancel={onClose}
          />
        </Stack>
      )}
    </Dialog>
  );
}
