import { Box, Group, Progress, Text } from '@mantine/core';

interface UsageBarProps {
  /** What is used: `Memory`. */
  readonly label: string;
  readonly used: number;
  /** null: there is no limit. */
  readonly limit: number | null;
  format(value: number): string;
}

const nearlyAll = 0.9;

/** How much of a limit is used, in words and as a bar. */
export function UsageBar({ label, used, limit, format }: UsageBarProps) {
  const share = limit ? Math.min(used / limit, 1) : 0;
  const words =
    limit === null ? `${format(used)}, no limit` : `${format(used)} of ${format(limit)}`;
  return (
    <Box>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm">{label}</Text>
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
          color={share >= nearlyAll ? 'yellow.7' : 'sea.6'}
          aria-label={label}
          aria-valuetext={words}
        />
      </Progress.Root>
    </Box>
  );
}
