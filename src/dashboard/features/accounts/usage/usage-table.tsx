import { Table } from '@mantine/core';
import type { Schema } from '../../../api/schema.ts';
import { StackedTable } from '../../../components/stacked-table.tsx';
import { formatNumber } from '../../../format/quantities.ts';

type Usage = Schema['AccountUsage'];

const columns = [
  { name: 'Memory, GiB h', value: (usage: Usage) => usage.memoryGiBHours },
  { name: 'CPU, h', value: (usage: Usage) => usage.cpuHours },
  { name: 'Volumes, GiB h', value: (usage: Usage) => usage.volumeGiBHours },
  { name: 'Observed, h', value: (usage: Usage) => usage.observedHours },
] as const;

/** What accounts had and used, a line an account and host. */
export function UsageTable({ usage }: { readonly usage: readonly Usage[] }) {
  return (
    <StackedTable label="Usage" minWidth={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Account</Table.Th>
          <Table.Th>Host</Table.Th>
          {columns.map(({ name }) => (
            <Table.Th key={name} data-number>
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {usage.map((row) => (
          <Table.Tr key={`${row.account}/${row.host}`}>
            <Table.Td>{row.account}</Table.Td>
            <Table.Td data-label="Host">{row.host}</Table.Td>
            {columns.map(({ name, value }) => (
              <Table.Td key={name} data-label={name} data-number>
                {formatNumber(value(row))}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </StackedTable>
  );
}
