import { Table, Text, VisuallyHidden } from '@mantine/core';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
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
          <Table.Th w="16%">{by === 'account' ? 'Account' : 'Host'}</Table.Th>
          <Table.Th w="9%">Unikernels</Table.Th>
          <Table.Th w="15%">Memory</Table.Th>
          <Table.Th w="15%">Storage</Table.Th>
          <Table.Th w="9%">CPUs</Table.Th>
          <Table.Th>Bridges</Table.Th>
          <Table.Th w="10%">Given</Table.Th>
          <Table.Th w={190}>
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
      <Table.Td fw={600} style={{ overflowWrap: 'anywhere' }}>
        {policy[by]}
      </Table.Td>
      <Table.Td>{share(used?.unikernels, unikernels ?? 0, formatNumber)}</Table.Td>
      <Table.Td>{share(used?.memory, memory, formatMebibytes)}</Table.Td>
      <Table.Td>
        {storage === null ? 'no volumes' : share(used?.storage, storage, formatMebibytes)}
      </Table.Td>
      <Table.Td>{cpuids.join(', ') || 'none'}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{bridges.join(', ') || 'none'}</Table.Td>
      <Table.Td>
        <Text size="sm" component="span">
          <RelativeTime at={updatedAt} />
        </Text>
      </Table.Td>
      <Table.Td>
        <PolicyActions policy={policy} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What is used of what was given. */
function share(used: number | undefined, given: number, format: (value: number) => string): string {
  return used === undefined ? format(given) : `${format(used)} of ${format(given)}`;
}
