import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { checksQuery, setChecks } from '../../api/checks.ts';
import type { Schema } from '../../api/schema.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { Section } from '../../components/section.tsx';
import { AddCheckDialog } from './add-check-dialog.tsx';
import { CheckRow } from './check-row.tsx';
import { type Check, formatShare } from './check-words.ts';

/** What is checked of a unikernel while it runs, how that goes, and how it went. */
export function ChecksPanel(place: UnikernelPlace) {
  const query = useQuery(checksQuery(place));
  const changing = useChecks(place);
  const [adding, setAdding] = useState(false);
  const checks = query.data?.data.map(({ check }) => check) ?? [];
  const set = (changed: readonly Check[]) => changing.mutateAsync([...changed]);
  return (
    <Section title="Checks" id="checks">
      <QueryView query={query} skeleton={<RowsSkeleton rows={1} height={44} />}>
        {(health) => (
          <Stack gap="md">
            <Results
              health={health}
              disabled={changing.isPending}
              onRemove={(index) =>
                set(checks.filter((_, other) => other !== index)).catch(() => {})
              }
            />
            <ErrorAlert error={adding ? null : changing.error} />
            <Group justify="space-between" gap="xs">
              <Availability {...health} />
              <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
                Add a check
              </Button>
            </Group>
          </Stack>
        )}
      </QueryView>
      {adding && (
        <AddCheckDialog
          error={changing.error}
          pending={changing.isPending}
          onAdd={(check) =>
            set([...checks, check]).then(
              () => setAdding(false),
              () => {},
            )
          }
          onClose={() => {
            changing.reset();
            setAdding(false);
          }}
        />
      )}
    </Section>
  );
}

function useChecks(place: UnikernelPlace) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (checks: Check[]) => setChecks(place, checks),
    onSuccess: async (health) => {
      client.setQueryData(checksQuery(place).queryKey, health);
      await client.invalidateQueries({ queryKey: ['unikernels'] });
    },
  });
}

interface ResultsProps {
  readonly health: Schema['UnikernelHealth'];
  readonly disabled: boolean;
  onRemove(index: number): void;
}

function Results({ health, disabled, onRemove }: ResultsProps) {
  if (health.data.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No checks yet. A deployment with checks sets its own.
      </Text>
    );
  }
  return (
    <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
      {health.data.map((result, index) => (
        <CheckRow
          key={JSON.stringify(result.check)}
          result={result}
          disabled={disabled}
          onRemove={() => onRemove(index)}
        />
      ))}
    </Stack>
  );
}

function Availability({ availability: { day, week, month } }: Schema['UnikernelHealth']) {
  if (month === null) return null;
  const parts = [
    day === null ? null : `today ${formatShare(day)}`,
    week === null ? null : `7 days ${formatShare(week)}`,
    `30 days ${formatShare(month)}`,
  ];
  return (
    <Text size="sm" c="dimmed">
      Available: {parts.filter((part) => part !== null).join(', ')}
    </Text>
  );
}
