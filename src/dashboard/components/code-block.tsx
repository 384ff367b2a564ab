import { Box, Code, Group, Text } from '@mantine/core';
import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  readonly code: string;
  /** What it is: `The same with curl`. */
  readonly label: string;
  /** Whether it is broken into lines where it is too wide, instead of scrolled. */
  readonly wrap?: boolean;
}

/** Lines to be copied as they are. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
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
        style={wrap ? { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } : {}}
      >
        {code}
      </Code>
    </Box>
  );
}
