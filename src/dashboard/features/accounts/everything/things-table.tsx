import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { StackedTable } from '../../../components/stacked-table.tsx';

/** What a table shows of each thing. */
export interface Column<T> {
  readonly title: string;
  /** Whether it may be long, and is then broken anywhere; else it stays in one line. */
  readonly isLong?: boolean;
  cell(thing: T): ReactNode;
}

interface ThingsTableProps<T> {
  readonly label: string;
  readonly things: readonly T[];
  readonly columns: readonly Column<NoInfer<T>>[];
  idOf(thing: NoInfer<T>): string;
}

/** Things of one kind in a table, or that there are none. */
export function ThingsTable<T>({ label, things, columns, idOf }: ThingsTableProps<T>) {
  if (things.length === 0) return <Text size="sm">None.</Text>;
  return (
    <StackedTable label={label} minWidth={640} maxHeight={480}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ title }) => (
            <Table.Th key={title}>{title}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {things.map((thing) => (
          <Table.Tr key={idOf(thing)}>
            {columns.map(({ title, isLong, cell }) => (
              <Table.Td key={title} data-label={title} {...(isLong ? broken : whole)}>
                {cell(thing)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </StackedTable>
  );
}

const broken = { style: { overflowWrap: 'anywhere' } } as const;
const whole = { 'data-whole': true } as const;
