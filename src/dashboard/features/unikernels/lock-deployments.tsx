import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { lockDeployments } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { useNow } from '../../format/use-now.ts';
import { useReread } from './use-reread.ts';

const hour = 3_600_000;
const durations = [
  { label: '1 hour', value: `${hour}` },
  { label: '8 hours', value: `${8 * hour}` },
  { label: '1 day', value: `${24 * hour}` },
  { label: '3 days', value: `${72 * hour}` },
];

/** Locks the deployments of a unikernel for a while, with a reason that is given to whoever tries to deploy. */
export function LockDeployments({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const now = useNow();
  const [reason, setReason] = useState('');
  const [duration, setDuration] = useState(`${hour}`);
  const reread = useReread(unikernel);
  const locking = useMutation({
    meta: { done: 'Deployments locked' },
    mutationFn: () => {
      const until = new Date(now + Number(duration)).toISOString();
      return lockDeployments(unikernel, { reason, until });
    },
    onSuccess: () => {
      setReason('');
      return reread();
    },
  });
  if (unikernel.lock) return null;
  return (
    <form
      aria-label="Lock deployments"
      onSubmit={(event) => {
        event.preventDefault();
        locking.mutate();
      }}
    >
      <Stack gap="xs">
        <Text size="sm">
          Deployments are refused while they are locked. Anyone who may deploy can unlock them.
        </Text>
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Reason for the lock"
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <NativeSelect
            label="Lock for"
            data={durations}
            value={duration}
            onChange={(event) => setDuration(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={locking.isPending}>
            Lock deployments
          </Button>
        </Group>
        <ErrorAlert error={locking.error} />
      </Stack>
    </form>
  );
}
