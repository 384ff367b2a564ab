import { Box, Code, Group, Text } from '@mantine/core';
import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  readonly code: string;
  /** What it is: `The same with curl`. */
  readonly label: string;
}

/** Lines to be copied as they are. Those that are too wide go on below, so that none is cut. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <Box>
      <Group justify="space-between" mb={4} wrap="nowrap">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <CopyButton value={code} what={label} />
      </Group>
      <Code
        block
        tabIndex={0}
        aria-label={label}
        role="region"
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {code}
      </Code>
    </Box>
  );
}
