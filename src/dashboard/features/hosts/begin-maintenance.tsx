import { Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { beginMaintenance, hostsQuery } from '../../api/hosts.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';

const durations = [
  { value: '', label: 'No end time' },
  { value: '1', label: '1 hour' },
  { value: '4', label: '4 hours' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
];

interface BeginMaintenanceProps {
  readonly host: string;
  onClose(): void;
}

/** Announces work on a host. */
export function BeginMaintenance({ host, onClose }: BeginMaintenanceProps) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState('');
  const beginning = useMutation({
    mutationFn: () => beginMaintenance(host, { reason, until: endAfter(hours) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: hostsQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={`Start maintenance of ${host}`}>
      <Stack>
        <Text size="sm">
          Until it ends, deployments are refused, nothing is restarted or checked automatically, and
          no events report on the health of the host and its unikernels. Running unikernels keep
          running.
        </Text>
        <TextInput
          label="Reason"
          description="Shown to everybody who uses the host."
          required
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Select
          label="Duration"
          data={durations}
          allowDeselect={false}
          value={hours}
          onChange={(value) => setHours(value ?? '')}
        />
        <ErrorAlert error={beginning.error} />
        <DialogActions
          act="Start maintenance"
          pending={beginning.isPending}
          onAct={() => beginning.mutate()}
          onCancel={onClose}
        />
      </Stack>
    </Dialog>
  );
}

function endAfter(hours: string): string | null {
  return hours === '' ? null : new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
}
