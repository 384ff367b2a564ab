import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { PolicyCells } from '../../components/policy-cells.tsx';
import { StackedTable } from '../../components/stacked-table.tsx';

type Given = Schema['HostPolicies']['data'][number];

/** Who may use a host, how much, and what of it is used. */
export function HostGiven({ policies }: { readonly policies: readonly Given[] }) {
  if (policies.length === 0) {
    return <Text size="sm">No account has a policy here yet.</Text>;
  }
  return (
    <StackedTable label="Policies" minWidth={420}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Account</Table.Th>
          <Table.Th>Unikernels</Table.Th>
          <Table.Th>Memory</Table.Th>
          <Table.Th>Storage</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {policies.map((policy) => (
          <Row key={policy.account} policy={policy} />
        ))}
      </Table.Tbody>
    </StackedTable>
  );
}

function Row({ policy }: { readonly policy: Given }) {
  const { account, host } = policy;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Anchor
          component={Link}
          href={`${paths.policies}?${new URLSearchParams({ host })}`}
          fz="inherit"
        >
          {account}
        </Anchor>
      </Table.Td>
      <PolicyCells policy={policy} used={policy.used} />
    </Table.Tr>
  );
}
