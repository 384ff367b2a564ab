import { Checkbox } from '@mantine/core';
import { ProblemError } from '../../api/problem-error.ts';

interface ForceFieldProps {
  /** Why it was not done. */
  readonly error: unknown;
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

/** Offers to replace what runs by an image for another ABI, once that was refused. */
export function ForceField({ error, checked, onChange }: ForceFieldProps) {
  if (!checked && !isOtherAbi(error)) return null;
  return (
    <Checkbox
      label="Replace it anyway"
      description="The host stops what runs before it looks for a tender for the new image. If it has none, nothing runs afterwards."
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

const isOtherAbi = (error: unknown) =>
  error instanceof ProblemError && error.code === 'image-refused' && error.facts.reason === 'abi';
