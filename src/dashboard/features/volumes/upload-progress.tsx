import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { formatOctets } from '../../format/quantities.ts';
import { formatSpan } from '../../format/times.ts';
import type { UploadState } from './use-upload.ts';

/** How far an upload is, how fast, how long it still takes, and the way to end it. */
export function UploadProgressView({ upload }: { readonly upload: UploadState }) {
  const { file, progress, cancel } = upload;
  const { sent, speed } = progress;
  const isSent = sent >= file.size;
  const share = Math.min(100, Math.floor((sent / file.size) * 100));
  const words = isSent ? 'All sent; the host is writing it.' : remaining(file.size - sent, speed);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {file.name}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section
          value={share}
          color="sea.6"
          striped={isSent}
          animated={isSent}
          aria-label={`Upload of ${file.name}`}
          aria-valuetext={isSent ? words : `${share} %`}
        />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {formatOctets(Math.min(sent, file.size))} of {formatOctets(file.size)}
        </Text>
        <Text size="sm" c="dimmed">
          {words}
        </Text>
      </Group>
      <Group>
        <Button variant="default" size="xs" onClick={cancel}>
          Cancel the upload
        </Button>
      </Group>
    </Stack>
  );
}

function remaining(octets: number, speed: number | null): string {
  if (speed === null) return 'Measuring the speed';
  if (speed === 0) return 'Nothing is moving right now';
  return `${formatOctets(speed)}/s, ${formatSpan((octets / speed) * 1000)} left`;
}
