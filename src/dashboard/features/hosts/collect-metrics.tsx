import { Stack, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeHost } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';

/** Has Fulmar keep what unikernels of a host use, or leave its samples to another client. */
export function CollectMetrics({ host }: { readonly host: Schema['Host'] }) {
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: (collectMetrics: boolean) => changeHost(host.name, { collectMetrics }),
    onSettled: () => client.invalidateQueries({ queryKey: ['hosts'] }),
  });
  const wanted = changing.isPending ? changing.variables : undefined;
  return (
    <Stack gap="xs">
      <Switch
        label="Keep what its unikernels use"
        description="A host sends samples to only one client per account. Turn this off if another client needs them."
        checked={wanted ?? host.collectMetrics}
        disabled={changing.isPending}
        onChange={(event) => changing.mutate(event.currentTarget.checked)}
      />
      <ErrorAlert error={changing.error} />
    </Stack>
  );
}
