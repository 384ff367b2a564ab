import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { startUnikernel, stopUnikernel, type UnikernelPlace } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';

interface StopOrStartProps {
  readonly place: UnikernelPlace;
  readonly state: Schema['Unikernel']['state'];
  onDone(what: string): void;
}

const startable = new Set<Schema['Unikernel']['state']>([
  'stopped',
  'exited',
  'completed',
  'missing',
]);

/** Stops a unikernel that runs, or starts one that does not; nothing while its host is away. */
export function StopOrStart({ place, state, onDone }: StopOrStartProps) {
  const client = useQueryClient();
  const starts = startable.has(state);
  const act = useMutation({
    mutationFn: () => (starts ? startUnikernel(place) : stopUnikernel(place)),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['unikernels'] }),
        client.invalidateQueries({ queryKey: ['deployments'] }),
      ]);
      onDone(starts ? 'Started' : 'Stopped');
    },
  });
  if (state === 'unknown') return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name={starts ? 'start' : 'stop'} size={16} />}
        loading={act.isPending}
        onClick={() => act.mutate()}
      >
        {starts ? 'Start' : 'Stop'}
      </Button>
      {act.error && <ErrorAlert error={act.error} />}
    </>
  );
}
