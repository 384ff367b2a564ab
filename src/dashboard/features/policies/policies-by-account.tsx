import { Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { AccountPolicies } from './account-policies.tsx';
import type { PoliciesOfHost } from './use-policies.ts';

interface PoliciesByAccountProps {
  readonly hosts: readonly PoliciesOfHost[];
  /** The name of the account that is shown; null: all are. */
  readonly only: string | null;
}

/** What accounts were given on all hosts, as far as that is known. */
export function PoliciesByAccount({ hosts, only }: PoliciesByAccountProps) {
  const unknown = hosts.filter(({ policies }) => policies === undefined);
  const failed = unknown.filter(({ error }) => error !== null);
  const given = hosts.flatMap(({ policies }) => policies?.data ?? []);
  const accounts = [...new Set(given.map(({ account }) => account))].sort();
  const shown = accounts.filter((account) => only === null || account === only);
  return (
    <>
      {failed.map(({ host, error }) => (
        <Stack key={host} gap="xs">
          <Text size="sm">The policies of {host} are not known.</Text>
          <ErrorAlert error={error} />
        </Stack>
      ))}
      {shown.map((account) => (
        <AccountPolicies
          key={account}
          account={account}
          policies={given.filter((policy) => policy.account === account)}
        />
      ))}
      {unknown.length > failed.length && <RowsSkeleton rows={3} height={40} />}
      {hosts.length > 0 && unknown.length === 0 && shown.length === 0 && (
        <Text>
          {only === null ? 'No account has a policy yet.' : `${only} has no policy on any host.`}
        </Text>
      )}
    </>
  );
}
