import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { ConsoleActions } from './console-actions.tsx';
import { ConsoleLines } from './console-lines.tsx';
import type { ConsoleLog } from './console-log.ts';
import { ConsoleSearch } from './console-search.tsx';
import type { FollowedConsole } from './use-console.ts';

interface ConsolePanelProps {
  readonly name: string;
  readonly followed: FollowedConsole;
}

const words = {
  opening: 'Connecting …',
  open: 'Live',
  waiting: 'Goes on in some seconds, in turn with other pages',
  away: 'The connection is lost. Trying again …',
} as const;

/** The live console of a unikernel. */
export function ConsolePanel({ name, followed }: ConsolePanelProps) {
  const { log, state, error, retry } = followed;
  return (
    <Paper component="section" aria-label="Console">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            Console
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {error ? 'Stopped' : words[state]}
          </Text>
        </Group>
        <ErrorAlert error={error} onRetry={retry} />
        <Followed log={log} name={name} />
      </Stack>
    </Paper>
  );
}

function Followed({ log, name }: { readonly log: ConsoleLog; readonly name: string }) {
  const view = useSyncExternalStore(log.subscribe, log.view);
  const [withTimes, setWithTimes] = useState(true);
  const [wanted, setWanted] = useState('');
  const [current, setCurrent] = useState<number | null>(null);
  const search = (text: string) => {
    setWanted(text);
    log.search(text);
  };
  return (
    <>
      <Group gap="sm" justify="space-between">
        <ConsoleSearch
          wanted={wanted}
          matches={view.matches}
          current={current}
          onSearch={search}
          onMove={setCurrent}
        />
        <ConsoleActions name={name} log={log} withTimes={withTimes} onTimesChange={setWithTimes} />
      </Group>
      <ConsoleLines
        label={`Console of ${name}`}
        view={view}
        withTimes={withTimes}
        wanted={wanted}
        current={current}
      />
      <Text size="sm" c="dimmed">
        {view.count === 0
          ? 'It has written nothing yet. Lines appear here as they come.'
          : `${formatNumber(view.count)} lines`}
        {view.dropped > 0 && `, ${formatNumber(view.dropped)} older ones are not kept`}
      </Text>
    </>
  );
}
