import { Button, List, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { recoverHost } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';

/** Lists what a host has lost, and starts it again once that is confirmed. */
export function RecoverHost({ host }: { readonly host: string }) {
  const client = useQueryClient();
  const listing = useMutation({ mutationFn: () => recoverHost(host, true) });
  const starting = useMutation({
    mutationFn: () => recoverHost(host, false),
    onSuccess: async () => {
      listing.reset();
      await client.invalidateQueries({ queryKey: ['unikernels'] });
    },
  });
  const list = () => {
    starting.reset();
    listing.mutate();
  };
  const missing = listing.data?.data ?? [];
  return (
    <>
      <Button variant="default" loading={listing.isPending} onClick={list}>
        Start missing unikernels
      </Button>
      <ErrorAlert error={listing.error} />
      {listing.data && missing.length === 0 && (
        <Text size="sm" role="status">
          Nothing is missing.
        </Text>
      )}
      {starting.data && <Outcomes done={starting.data.data} />}
      <Confirm
        opened={missing.length > 0}
        title={`Start the unikernels missing on ${host}?`}
        act="Start"
        harmless
        pending={starting.isPending}
        error={starting.error}
        onConfirm={() => starting.mutate()}
        onClose={() => listing.reset()}
      >
        These should be running there but are not. They will be started in this order.
        <List size="sm">
          {missing.map(({ account, name }) => (
            <List.Item key={`${account}:${name}`}>{`${account}: ${name}`}</List.Item>
          ))}
        </List>
      </Confirm>
    </>
  );
}

function Outcomes({ done }: { readonly done: Schema['HostRecovery']['data'] }) {
  return (
    <List size="sm" role="status">
      {done.map(({ account, name, outcome, problem }) => (
        <List.Item key={`${account}:${name}`}>
          {`${account}: ${name}: ${problem ? problem.detail : outcome}`}
        </List.Item>
      ))}
    </List>
  );
}
