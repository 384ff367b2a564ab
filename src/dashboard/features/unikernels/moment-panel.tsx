import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { formatExact } from '../../format/times.ts';
import { MomentLines } from '../console/moment-lines.tsx';
import type { Chart } from '../stats/charts.ts';
import type { Mark } from '../stats/marks-row.tsx';
import type { TimeWindow } from '../stats/time-window.ts';

interface MomentPanelProps {
  readonly place: UnikernelPlace;
  /** Milliseconds since 1970. */
  readonly moment: number;
  readonly charts: readonly Chart[];
  readonly marks: readonly Mark[];
  readonly window: TimeWindow;
  onClose(): void;
}

/** Milliseconds that a moment has to stay chosen before its lines are read. */
const rest = 300;

/** What part of the window is around a moment. */
const around = 1 / 50;

/** One moment: what was used, what happened around it, what was printed. */
export function MomentPanel({ place, moment, charts, marks, window, onClose }: MomentPanelProps) {
  const [settled] = useDebouncedValue(moment, rest);
  const distance = (window.end - window.start) * around;
  const near = marks.filter(({ at }) => Math.abs(at - moment) <= distance);
  return (
    <Paper component="section" aria-label="Moment">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3} size="h5">
            {formatExact(moment)}
          </Title>
          <Button variant="default" size="xs" onClick={onClose}>
            Close
          </Button>
        </Group>
        <Text size="sm">{usedAt(charts, moment, distance)}</Text>
        {near.length > 0 && (
          <List size="sm" aria-label="Events around it">
            {near.map(({ id, at, text }) => (
              <List.Item key={id}>{`${formatExact(at)}: ${text}`}</List.Item>
            ))}
          </List>
        )}
        <MomentLines place={place} moment={settled} />
      </Stack>
    </Paper>
  );
}

/** What was used there, in words. */
function usedAt(charts: readonly Chart[], moment: number, distance: number): string {
  const figures = charts.flatMap(({ label, times, series, format }) => {
    const index = times.findIndex((at) => at >= moment);
    const isNear = Math.abs((times[index] ?? 0) - moment) <= distance;
    if (index < 0 || !isNear) return [];
    return series.flatMap((each) => {
      const value = each.values[index] ?? null;
      return value === null ? [] : `${label} ${format(value)} ${each.label}`;
    });
  });
  return figures.length > 0 ? figures.join(' · ') : 'Its usage at that time is unknown.';
}
