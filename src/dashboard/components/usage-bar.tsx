import { Box, Group, Progress, Text } from '@mantine/core';
import { StateBadge } from './state-badge.tsx';

interface UsageBarProps {
  /** What is used: `Memory`. */
  readonly label: string;
  readonly used: number;
  /** null: there is no limit. */
  readonly limit: number | null;
  /** Whether it is nearly used up, which the server says. */
  readonly nearly?: boolean;
  format(value: number): string;
}

/** How much of a limit is used, in words and as a bar. */
export function UsageBar({ label, used, limit, nearly = false, format }: UsageBarProps) {
  const share = limit ? Math.min(used / limit, 1) : 0;
  const words =
    limit === null ? `${format(used)}, no limit` : `${format(used)} of ${format(limit)}`;
  return (
    <Box>
      <Group justify="space-between" gap="xs" mb={4}>
        <Group gap="xs">
          <Text size="sm">{label}</Text>
          {nearly && <StateBadge tone="warning">Nearly used up</StateBadge>}
        </Group>
        <Text size="sm" c="dimmed">
          {words}
        </Text>
      </Group>
      <Progress.Root size="sm">
        <Progress.Section
          withAria={false}
          role="progressbar"
          value={share * 100}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          color={nearly ? 'yellow.7' : 'sea.6'}
          aria-label={label}
          aria-valuetext={words}
        />
      </Progress.Root>
    </Box>
  );
}
