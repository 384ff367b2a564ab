import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly data: { readonly value: T; readonly label: string }[];
  onChange(value: T): void;
}

/** One of a few, all of which are seen. */
export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>) {
  const { label, ...control } = props;
  const id = useId();
  return (
    <div>
      <Input.Label id={id} labelElement="div">
        {label}
      </Input.Label>
      <SegmentedControl aria-labelledby={id} fullWidth {...control} />
    </div>
  );
}
