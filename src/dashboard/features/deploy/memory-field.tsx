import { NumberInput, type NumberInputProps } from '@mantine/core';

/** How much memory a unikernel has, MiB. */
export function MemoryField(props: NumberInputProps) {
  return <NumberInput label="Memory in MiB" min={1} allowDecimal={false} required {...props} />;
}
