import { Anchor, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { NoHost } from '../../components/no-host.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { paths } from '../../components/paths.ts';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { GivePolicies } from './give-policies.tsx';
import { HostPolicies } from './host-policies.tsx';
import { PoliciesByAccount } from './policies-by-account.tsx';
import { PolicyTemplates } from './policy-templates.tsx';
import { newPolicy } from './policy-values.ts';
import { type PoliciesOfHost, usePolicies } from './use-policies.ts';

/**
 * What accounts may use: `?by=account` by account, `?by=template` what is kept under a name, else by host; `?host=` or `?account=` of one
 * alone; `&act=give` has the form for another one.
 */
export function PoliciesPage() {
  const [params, setParams] = useSearchParams();
  const { hosts, error } = usePolicies();
  const [host, account] = [params.get('host'), params.get('account')];
  const view = account === null ? viewOf(params.get('by')) : 'account';
  const only = host ?? account;
  const set = (name: string, value: string | null) =>
    setParams(
      (current) => {
        if (value === null) current.delete(name);
        else current.set(name, value);
        return current;
      },
      { replace: true },
    );
  return (
    <>
      <PageHeader
        title="Policies"
        about="What accounts may use on each host. Without a policy, an account can do nothing there."
        actions={
          <Button leftSection={<Icon name="add" />} onClick={() => set('act', 'give')}>
            Set policy
          </Button>
        }
      />
      <Group mb="md">
        {only === null ? (
          <SegmentedControl
            aria-label="Order"
            value={view}
            onChange={(by) => set('by', by === 'host' ? null : by)}
            data={[
              { value: 'host', label: 'By host' },
              { value: 'account', label: 'By account' },
              { value: 'template', label: 'Templates' },
            ]}
          />
        ) : (
          <Text size="sm">
            Only {only}.{' '}
            <Anchor component={Link} href={paths.policies} fz="inherit" underline="always">
              Show all
            </Anchor>
          </Text>
        )}
      </Group>
      {view === 'template' && <PolicyTemplates />}
      {view !== 'template' && (
        <>
          {hosts === undefined &&
            (error ? <ErrorAlert error={error} /> : <RowsSkeleton rows={4} />)}
          {hosts?.length === 0 && <NoHost />}
          {hosts && (
            <Stack>
              {view === 'account' ? (
                <PoliciesByAccount hosts={hosts} only={account} />
              ) : (
                <ByHost hosts={hosts} only={host} />
              )}
            </Stack>
          )}
        </>
      )}
      {params.get('act') === 'give' && (
        <NewPolicy host={host} account={account} onClose={() => set('act', null)} />
      )}
    </>
  );
}

const viewOf = (by: string | null) => (by === 'account' || by === 'template' ? by : 'host');

interface NewPolicyProps {
  readonly host: string | null;
  readonly account: string | null;
  onClose(): void;
}

function NewPolicy({ host, account, onClose }: NewPolicyProps) {
  const [initial] = useState(() => newPolicy(host, account));
  return <GivePolicies initial={initial} onClose={onClose} />;
}

interface PartProps {
  readonly hosts: readonly PoliciesOfHost[];
  /** The name of the one that is shown; null: all are. */
  readonly only: string | null;
}

function ByHost({ hosts, only }: PartProps) {
  const shown = hosts.filter(({ host }) => only === null || host === only);
  if (shown.length === 0 && only !== null) return <Text>There is no host {only}.</Text>;
  return shown.map((each) => <HostPolicies key={each.host} {...each} />);
}
