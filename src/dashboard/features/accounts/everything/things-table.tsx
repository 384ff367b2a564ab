import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Column<T> {
  readonly title: string;
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
  if (things.length === 0) return <Text size="sm">There are none.</Text>;
  return (
    <Table.ScrollContainer minWidth={420} mah={480}>
      <Table aria-label={label}>
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
              {columns.map(({ title, cell }) => (
                <Table.Td key={title} style={{ overflowWrap: 'anywhere' }}>
                  {cell(thing)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
