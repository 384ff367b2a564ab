import { Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation } from 'wouter';
import { changeHost } from '../../api/hosts.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { paths } from '../../components/paths.ts';
import { HostHoldings } from './host-holdings.tsx';

interface RenameHostProps {
  readonly host: string;
  onClose(): void;
}

/** Gives a host another name, with all that is kept of it. */
export function RenameHost({ host, onClose }: RenameHostProps) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState(host);
  const renaming = useMutation({
    mutationFn: () => changeHost(host, { name }),
    onSuccess: async (renamed) => {
      // The page of the old name is gone first: what it shows would be asked for again, and not be found.
      flushSync(() => {
        onClose();
        navigate(paths.host(renamed.name), { replace: true });
      });
      await client.invalidateQueries(); // every list names hosts
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!renaming.isPending) renaming.mutate();
  };
  return (
    <Dialog title={`Rename ${host}`} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="New name"
            description="Files and pipelines that use the old name have to be changed by hand."
            value={name}
            maxLength={63}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Text size="sm">What moves to the new name:</Text>
          <HostHoldings host={host} />
          <ErrorAlert error={renaming.error} />
          <DialogActions
            act="Rename"
            pending={renaming.isPending}
            disabled={name.trim() === '' || name === host}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
