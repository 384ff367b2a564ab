import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { checkHost, hostQuery, hostsQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';

/** Asks a host now instead of when its turn comes. */
export function CheckHost({ host: { name, state } }: { readonly host: Schema['Host'] }) {
  const client = useQueryClient();
  const checking = useMutation({
    mutationFn: () => checkHost(name),
    onSuccess: async (host) => {
      client.setQueryData(hostQuery(name).queryKey, host);
      await client.invalidateQueries({ queryKey: hostsQuery.queryKey, exact: true });
    },
  });
  const answer =
    checking.data && (checking.data.state === 'online' ? 'It answers.' : 'It is degraded.');
  return (
    <>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<Icon name="restart" size={16} />}
          loading={checking.isPending}
          onClick={() => checking.mutate()}
        >
          {state === 'online' ? 'Check it now' : 'Try again now'}
        </Button>
        <Text size="sm" role="status">
          {checking.isPending ? '' : answer}
        </Text>
      </Group>
      <ErrorAlert error={checking.error} />
    </>
  );
}
