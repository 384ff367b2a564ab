import { Textarea, type TextareaProps } from '@mantine/core';

/** The arguments of a unikernel, one a line. */
export function ArgumentsField(props: TextareaProps) {
  return (
    <Textarea
      label="Arguments"
      description="One per line, such as --port=443"
      autosize
      minRows={2}
      maxRows={10}
      spellCheck={false}
      // Wraps anywhere: a line that broke after a hyphen would look like a new argument.
      styles={{
        input: { fontFamily: 'var(--mantine-font-family-monospace)', wordBreak: 'break-all' },
      }}
      autoCapitalize="off"
      {...props}
    />
  );
}
