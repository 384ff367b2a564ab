import { Table } from '@mantine/core';
import type { Chart } from './charts.ts';

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'medium' });

/** What the charts show, in figures, the newest first; without what is not known. */
export function UsageTable({ charts }: { readonly charts: readonly Chart[] }) {
  const times = charts[0]?.times ?? [];
  const columns = charts.flatMap(({ label, series, format }) =>
    series.map((each) => ({ key: `${label} ${each.label}`, format, values: each.values })),
  );
  const known = times
    .map((at, index) => ({ at, index }))
    .filter(({ index }) => columns.some(({ values }) => (values[index] ?? null) !== null))
    .reverse();
  return (
    <Table.ScrollContainer
      minWidth={160 * columns.length}
      maxHeight={320}
      type="native"
      role="region"
      aria-label="Usage over time"
      tabIndex={0}
    >
      <Table aria-label="Usage over time" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            {columns.map(({ key }) => (
              <Table.Th key={key}>{key}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {known.map(({ at, index }) => (
            <Table.Tr key={at}>
              <Table.Td>{time.format(at)}</Table.Td>
              {columns.map(({ key, format, values }) => {
                const value = values[index] ?? null;
                return <Table.Td key={key}>{value === null ? '–' : format(value)}</Table.Td>;
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
