import { Table } from '@mantine/core';
import type { Chart } from './charts.ts';
import type { UsagePoint } from './usage-history.ts';

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

interface UsageTableProps {
  readonly history: readonly UsagePoint[];
  readonly charts: readonly Chart[];
}

/** What the charts show, in figures, the newest first. */
export function UsageTable({ history, charts }: UsageTableProps) {
  const columns = charts.flatMap(({ label, series, format }) =>
    series.map((each) => ({ key: `${label} ${each.label}`, format, values: each.values })),
  );
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
          {history
            .map((_, index) => index)
            .reverse()
            .map((index) => (
              <Table.Tr key={history[index]?.at}>
                <Table.Td>{time.format(history[index]?.at)}</Table.Td>
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
