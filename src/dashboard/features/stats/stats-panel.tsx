import { Group, Paper, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { formatMebibytes } from '../../format/quantities.ts';
import { chartsOf } from './charts.ts';
import type { FollowedStats } from './followed-stats.ts';
import { LineChart } from './line-chart.tsx';
import classes from './stats.module.css';
import { UsageTable } from './usage-table.tsx';

interface StatsPanelProps {
  readonly stats: FollowedStats;
  /** MiB that it was given. */
  readonly memory: number;
}

/** CPU, memory and network of a unikernel over time, since the page was opened. */
export function StatsPanel({ stats, memory }: StatsPanelProps) {
  const { history, state, error, retry } = stats;
  const [asTable, setAsTable] = useState(false);
  const charts = chartsOf(history);
  return (
    <Paper component="section" aria-label="Usage" className={classes.panel}>
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            Usage
          </Title>
          <Switch
            label="As a table"
            checked={asTable}
            onChange={({ currentTarget }) => setAsTable(currentTarget.checked)}
          />
        </Group>
        <ErrorAlert error={error} onRetry={retry} />
        <Text size="sm" c="dimmed" role="status">
          {state === 'away'
            ? 'The connection is lost. Trying again …'
            : history.length === 0
              ? 'The host tells what is used every 10 s. The first figures are on their way.'
              : `Since this page was opened, every 10 s. It was given ${formatMebibytes(memory)}.`}
        </Text>
        {asTable ? (
          <UsageTable history={history} charts={charts} />
        ) : (
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg" verticalSpacing="lg">
            {charts.map((chart) => (
              <LineChart key={chart.label} chart={chart} />
            ))}
          </SimpleGrid>
        )}
      </Stack>
    </Paper>
  );
}
