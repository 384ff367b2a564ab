import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { keptLinesAddress } from '../../api/console-history.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { formatNumber } from '../../format/quantities.ts';
import { ConsoleActions } from './console-actions.tsx';
import { ConsoleLines } from './console-lines.tsx';
import type { ConsoleLog } from './console-log.ts';
import { ConsoleSearch } from './console-search.tsx';
import { KeptSearch } from './kept-search.tsx';
import type { FollowedConsole } from './use-console.ts';
import { type OlderLines, useOlderLines } from './use-older-lines.ts';

interface ConsolePanelProps {
  readonly place: UnikernelPlace;
  readonly followed: FollowedConsole;
}

const words = {
  opening: 'Connecting …',
  open: 'Live',
  waiting: 'Resumes in a few seconds, taking turns with other pages',
  away: 'Connection lost. Reconnecting …',
} as const;

/** The console of a unikernel: live, and what was kept of it. */
export function ConsolePanel({ place, followed }: ConsolePanelProps) {
  const { log, state, error, retry } = followed;
  return (
    <Paper component="section" id="console" aria-label="Console">
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
        <Followed log={log} place={place} isLive={state !== 'opening' || error !== null} />
        <KeptSearch place={place} />
      </Stack>
    </Paper>
  );
}

interface FollowedProps {
  readonly log: ConsoleLog;
  readonly place: UnikernelPlace;
  /** Whether it is known what its host still has. */
  readonly isLive: boolean;
}

function Followed({ log, place, isLive }: FollowedProps) {
  const { name } = place;
  const older = useOlderLines(place, log);
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
        onTop={isLive && view.count > 0 ? older.load : undefined}
      />
      <Older older={older} place={place} isLive={isLive} />
      <Text size="sm" c="dimmed">
        {view.count === 0
          ? 'No output yet. Lines appear here as they are written.'
          : `${formatNumber(view.count)} lines`}
        {view.dropped > 0 && `, ${formatNumber(view.dropped)} older lines are not kept`}
      </Text>
    </>
  );
}

interface OlderProps {
  readonly older: OlderLines;
  readonly place: UnikernelPlace;
  readonly isLive: boolean;
}

/** Leads to what was kept before the lines that are shown. */
function Older({ older, place, isLive }: OlderProps) {
  const { hasMore, isLoading, error, load } = older;
  return (
    <>
      <ErrorAlert error={error} onRetry={load} />
      <Group gap="sm">
        {hasMore ? (
          <Button
            variant="default"
            size="xs"
            loading={isLoading}
            disabled={!isLive}
            leftSection={<Icon name="up" size={14} />}
            onClick={load}
          >
            Show older lines
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            No older lines were kept
          </Text>
        )}
        <Anchor href={keptLinesAddress(place)} size="sm">
          Download all kept lines
        </Anchor>
      </Group>
    </>
  );
}
