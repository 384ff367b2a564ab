import { Checkbox, NumberInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import type { PolicyLimits } from './policy-limits.ts';
import type { LimitValues } from './policy-values.ts';

interface LimitFieldsProps {
  readonly limits: Pick<PolicyLimits, 'unikernels' | 'memory' | 'storage'>;
  /** Whether there may be volumes. */
  readonly volumes: boolean;
  /** Whether the first of them gets the focus. */
  readonly first?: boolean;
  field(name: keyof LimitValues, options?: { type: 'checkbox' }): GetInputPropsReturnType;
}

/** How much of everything that is counted. */
export function LimitFields({ limits, volumes, first = false, field }: LimitFieldsProps) {
  return (
    <>
      <NumberInput
        label="Unikernels"
        description={limits.unikernels}
        {...counting}
        min={1}
        data-autofocus={first || undefined}
        {...field('unikernels')}
      />
      <NumberInput
        label="Memory in MiB"
        description={limits.memory}
        {...counting}
        min={1}
        {...field('memory')}
      />
      <Checkbox label="Volumes" {...field('volumes', { type: 'checkbox' })} />
      {volumes && (
        <NumberInput
          label="Storage in MiB"
          description={limits.storage}
          {...counting}
          min={0}
          {...field('storage')}
        />
      )}
    </>
  );
}

/** What a number that counts something is typed as. */
export const counting = {
  allowDecimal: false,
  allowNegative: false,
  thousandSeparator: ',',
} as const;
