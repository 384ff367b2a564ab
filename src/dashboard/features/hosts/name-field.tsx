import type { ComponentProps } from 'react';
import { VerbatimInput } from '../../components/verbatim-input.tsx';

/** What a new host is to be called. */
export function NameField(props: ComponentProps<typeof VerbatimInput>) {
  return (
    <VerbatimInput
      label="Name"
      description="What it is called here and in the API."
      maxLength={63}
      data-autofocus
      {...props}
    />
  );
}
