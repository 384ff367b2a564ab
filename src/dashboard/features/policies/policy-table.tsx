import { Table, Text, VisuallyHidden } from '@mantine/core';
import { PolicyCells } from '../../components/policy-cells.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { PolicyActions } from './policy-actions.tsx';
import type { GivenPolicy } from './use-policies.ts';

export interface PolicyListProps {
  /** What the table is of: `Policies on one`. */
  readonly label: string;
  /** What tells its lines apart. */
  readonly by: 'account' | 'host';
  readonly policies: readonly GivenPolicy[];
}

/** Policies with what is used of them. */
export function PolicyTable({ label, by, policies }: PolicyListProps) {
  return (
    <Table aria-label={label} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="22%">{by === 'account' ? 'Account' : 'Host'}</Table.Th>
          <Table.Th w="10%">Unikernels</Table.Th>
          <Table.Th w="14%">Memory</Table.Th>
          <Table.Th w="14%">Storage</Table.Th>
          <Table.Th w="8%">CPUs</Table.Th>
          <Table.Th>Bridges</Table.Th>
          <Table.Th w={250}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {policies.map((policy) => (
          <Row key={`${policy.account}/${policy.host}`} policy={policy} by={by} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ policy, by }: { readonly policy: GivenPolicy } & Pick<PolicyListProps, 'by'>) {
  const { unikernels, memory, storage, cpuids, bridges, used, updatedAt } = policy;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm" fw={600}>
          {policy[by]}
        </Text>
        <Text size="xs" c="dimmed">
          set <RelativeTime at={updatedAt} />
        </Text>
      </Table.Td>
      <PolicyCells policy={{ unikernels, memory, storage }} used={used} />
      <Table.Td>{cpuids.join(', ') || 'none'}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{bridges.join(', ') || 'none'}</Table.Td>
      <Table.Td>
        <PolicyActions policy={policy} />
      </Table.Td>
    </Table.Tr>
  );
}
