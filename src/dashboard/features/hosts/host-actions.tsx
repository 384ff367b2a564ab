import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { hostQuery, hostsQuery, removeHost } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { DangerButton } from '../../components/danger-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { paths } from '../../components/paths.ts';
import { BeginMaintenance } from './begin-maintenance.tsx';
import { ChangeHost } from './change-host.tsx';
import { HostHoldings } from './host-holdings.tsx';
import { RenameHost } from './rename-host.tsx';

/** What administrators can do with a host. */
export function HostActions({ host }: { readonly host: Schema['Host'] }) {
  const { name } = host;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [act, setAct] = useState<'change' | 'rename' | 'maintain' | 'remove' | null>(null);
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
      <Button variant="default" onClick={() => setAct('rename')}>
        Rename
      </Button>
      {!host.maintenance && (
        <Button variant="default" onClick={() => setAct('maintain')}>
          Maintenance
        </Button>
      )}
      <DangerButton leftSection={<Icon name="remove" size={16} />} onClick={() => setAct('remove')}>
        Remove
      </DangerButton>
      {act === 'change' && <ChangeHost host={host} onClose={close} />}
      {act === 'rename' && <RenameHost host={name} onClose={close} />}
      {act === 'maintain' && <BeginMaintenance host={name} onClose={close} />}
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
        <Stack gap="xs">
          <Text size="sm">
            Fulmar forgets the host, its key and everything it has recorded about the host.
            Unikernels there keep running, but can no longer be reached from here. Tokens limited to
            this host are revoked.
          </Text>
          <HostHoldings host={name} />
        </Stack>
      </ConfirmByName>
    </>
  );
}
