import { Autocomplete, type AutocompleteProps } from '@mantine/core';

interface SuggestedInputProps extends Omit<AutocompleteProps, 'data'> {
  /** What can be chosen; anything else can be typed. */
  readonly suggestions: readonly string[];
}

/** A line of text that is no prose, with suggestions. */
export function SuggestedInput({ suggestions, ...props }: SuggestedInputProps) {
  return (
    <Autocomplete
      data={[...new Set(suggestions)]}
      limit={100}
      maxDropdownHeight={260}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      {...props}
    />
  );
}
