import { TextInput, type TextInputProps } from '@mantine/core';

/** A line of text that is no prose, as a name: browsers leave it as it is typed. */
export function VerbatimInput(props: TextInputProps) {
  return <TextInput autoComplete="off" autoCapitalize="off" spellCheck={false} {...props} />;
}
