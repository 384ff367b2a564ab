import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { formatOctets } from '../../format/quantities.ts';

interface UploadStatusProps {
  /** Octets. */
  readonly sent: number;
  /** Octets of the image. */
  readonly size: number;
  /** What the host does when the image is there: `starts it`. */
  readonly next: string;
  onCancel(): void;
}

/** How far an image is on its way. */
export function UploadStatus({ sent, size, next, onCancel }: UploadStatusProps) {
  const isSent = sent >= size;
  const words = isSent
    ? `The image was sent. The host ${next} …`
    : `Sent ${formatOctets(sent)} of ${formatOctets(size)}`;
  return (
    <Stack gap="xs">
      <Progress.Root>
        <Progress.Section
          value={Math.min(100, (sent / Math.max(1, size)) * 100)}
          animated={isSent}
          aria-label="Image"
          aria-valuetext={words}
        />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{words}</Text>
        {!isSent && (
          <Button variant="default" size="xs" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </Group>
    </Stack>
  );
}
