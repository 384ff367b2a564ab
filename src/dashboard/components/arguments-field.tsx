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
      autoCapitalize="off"
      {...props}
    />
  );
}
