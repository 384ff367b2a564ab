import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { hostQuery, hostsQuery, removeHost } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { DangerButton } from '../../components/danger-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { paths } from '../../components/paths.ts';
import { ChangeHost } from './change-host.tsx';

/** What administrators can do with a host. */
export function HostActions({ host }: { readonly host: Schema['Host'] }) {
  const { name } = host;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [act, setAct] = useState<'change' | 'remove' | null>(null);
  const close = () => setAct(null);
  const removing = useMutation({
    mutationFn: () => removeHost(name),
    onSuccess: async () => {
      navigate(paths.hosts);
      client.removeQueries({ queryKey: hostQuery(name).queryKey });
      await client.invalidateQueries({ queryKey: hostsQuery.queryKey, exact: true });
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAct('change')}>
        Change
      </Button>
      <DangerButton leftSection={<Icon name="remove" size={16} />} onClick={() => setAct('remove')}>
        Remove
      </DangerButton>
      {act === 'change' && <ChangeHost host={host} onClose={close} />}
      <ConfirmByName
        opened={act === 'remove'}
        title={`Remove ${name}`}
        name={name}
        act="Remove"
        pending={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={close}
      >
        The host, its key and all policies on it are forgotten here. What runs there stays, and is
        reached from here no more.
      </ConfirmByName>
    </>
  );
}
