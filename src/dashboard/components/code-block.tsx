import { Box, Code, Group, Text } from '@mantine/core';
import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  readonly code: string;
  /** What it is: `The same with curl`. */
  readonly label: string;
}

/** A word of so many characters that it seldom fits a line, as an address. */
const longWord = /(\S{25,})/;

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
        {code.split(longWord).map((part, index) =>
          // What stands between long words, and then one of these: it begins where it stands and goes on below.
          index % 2 === 0 ? (
            part
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing else, and never change places
            <span key={index} style={{ wordBreak: 'break-all' }}>
              {part}
            </span>
          ),
        )}
      </Code>
    </Box>
  );
}
