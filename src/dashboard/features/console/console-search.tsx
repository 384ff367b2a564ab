import { ActionIcon, Group, Text, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { Icon } from '../../components/icons.tsx';
import { formatNumber } from '../../format/quantities.ts';

interface ConsoleSearchProps {
  readonly wanted: string;
  /** The numbers of the lines that hold it, ascending. */
  readonly matches: readonly number[];
  /** Where the search stands; null: it has not been gone to yet. */
  readonly current: number | null;
  onSearch(text: string): void;
  onMove(line: number | null): void;
}

/** Searches a console: Enter leads to the next line, with Shift to the one before. */
export function ConsoleSearch(props: ConsoleSearchProps) {
  const { wanted, matches, current, onSearch, onMove } = props;
  const place = current === null ? -1 : matches.indexOf(current);
  const move = (step: 1 | -1) => onMove(next(matches, current, step));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') move(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') change('');
  };
  const change = (text: string) => {
    onMove(null);
    onSearch(text);
  };
  return (
    <Group gap="xs" wrap="nowrap" style={{ flex: '1 1 16rem' }} maw={420}>
      <TextInput
        aria-label="Search the console"
        data-page-search
        placeholder="Search"
        leftSection={<Icon name="search" size={16} />}
        value={wanted}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={onKeyDown}
        style={{ flex: 1 }}
        miw={0}
      />
      <Step
        label="Previous match"
        icon="up"
        disabled={matches.length === 0}
        onStep={() => move(-1)}
      />
      <Step label="Next match" icon="down" disabled={matches.length === 0} onStep={() => move(1)} />
      <Text size="sm" c="dimmed" miw={64} aria-live="polite">
        {wanted !== '' && countOf(matches.length, place)}
      </Text>
    </Group>
  );
}

interface StepProps {
  readonly label: string;
  readonly icon: 'up' | 'down';
  readonly disabled: boolean;
  onStep(): void;
}

function Step({ label, icon, disabled, onStep }: StepProps) {
  return (
    <ActionIcon variant="default" size="lg" aria-label={label} disabled={disabled} onClick={onStep}>
      <Icon name={icon} size={16} />
    </ActionIcon>
  );
}

/** Backwards from the end at first: what was written last is looked for most. */
function next(matches: readonly number[], current: number | null, step: 1 | -1): number | null {
  const last = matches.at(-1) ?? null;
  if (current === null) return last;
  if (step === 1) return matches.find((number) => number > current) ?? matches[0] ?? null;
  return matches.findLast((number) => number < current) ?? last;
}

function countOf(count: number, place: number): string {
  if (count === 0) return 'No matches';
  return place === -1
    ? formatNumber(count)
    : `${formatNumber(place + 1)} of ${formatNumber(count)}`;
}
