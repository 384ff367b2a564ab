import { Box, Button, Group, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { LastingTime } from '../../components/lasting-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { checkInWords, healthWords } from './check-words.ts';

interface CheckRowProps {
  readonly result: Schema['UnikernelHealth']['data'][number];
  readonly disabled: boolean;
  onRemove(): void;
}

/** A check with what its last try said. */
export function CheckRow({ result, disabled, onRemove }: CheckRowProps) {
  const { check, state, since, detail } = result;
  const { word, tone } = healthWords[state];
  const what = checkInWords(check);
  return (
    <li>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Box miw={0} style={{ flex: '1 1 16rem' }}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {what}
          </Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {detail ?? 'Not tried yet.'}
          </Text>
        </Box>
        <Group gap="sm">
          <StateBadge tone={tone}>{word}</StateBadge>
          {since !== null && (
            <Text size="sm" c="dimmed">
              <LastingTime since={since} />
            </Text>
          )}
          <Button
            size="compact-sm"
            variant="default"
            disabled={disabled}
            aria-label={`Remove the check ${what}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        </Group>
      </Group>
    </li>
  );
}
