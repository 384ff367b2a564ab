import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usersQuery } from '../../api/users.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
import { valuesOf } from './policy-values.ts';
import { SetPolicy } from './set-policy.tsx';
import { TakePolicy } from './take-policy.tsx';
import type { GivenPolicy } from './use-policies.ts';

interface PolicyTableProps {
  /** What the table is of: `Policies on one`. */
  readonly label: string;
  /** What tells its lines apart. */
  readonly by: 'account' | 'host';
  readonly policies: readonly GivenPolicy[];
}

/** Policies with what is used of them. */
export function PolicyTable({ label, by, policies }: PolicyTableProps) {
  return (
    <Table.ScrollContainer minWidth={860}>
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
    </Table.ScrollContainer>
  );
}

function Row({ policy, by }: { readonly policy: GivenPolicy } & Pick<PolicyTableProps, 'by'>) {
  const { unikernels, memory, storage, cpuids, bridges, used, updatedAt } = policy;
  return (
    <Table.Tr>
      <Table.Td fw={500} style={{ overflowWrap: 'anywhere' }}>
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
        <Actions policy={policy} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What is used of what was given. */
function share(used: number | undefined, given: number, format: (value: number) => string): string {
  return used === undefined ? format(given) : `${format(used)} of ${format(given)}`;
}

function Actions({ policy }: { readonly policy: GivenPolicy }) {
  const { account, host } = policy;
  const [act, setAct] = useState<'change' | 'take' | null>(null);
  const { data: users } = useQuery(usersQuery);
  const id = users?.data.find(({ name }) => name === account)?.id;
  const close = () => setAct(null);
  const where = `${account} on ${host}`;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Change the policy of ${where}`}
        onClick={() => setAct('change')}
      >
        Change
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        c="var(--mantine-color-error)"
        aria-label={`Take away the policy of ${where}`}
        onClick={() => setAct('take')}
      >
        Take away
      </Button>
      {act === 'change' && <SetPolicy initial={valuesOf(policy)} known onClose={close} />}
      {act === 'take' && id && <TakePolicy {...{ id, account, host }} onClose={close} />}
    </Group>
  );
}
