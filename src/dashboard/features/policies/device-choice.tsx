import type { GetInputPropsReturnType } from '@mantine/form';
import { ChipsField } from './chips-field.tsx';
import type { PolicyLimits } from './policy-limits.ts';
import type { LimitValues } from './policy-values.ts';

interface DeviceChoiceProps {
  readonly limits: PolicyLimits;
  readonly values: LimitValues;
  field(name: 'cpuids' | 'bridges'): GetInputPropsReturnType;
}

/** Which of a host's CPUs and bridges. */
export function DeviceChoice({ limits, values: { cpuids, bridges }, field }: DeviceChoiceProps) {
  return (
    <>
      <ChipsField
        label="CPUs"
        description="Each unikernel runs on one of these."
        options={united(limits.cpuids, cpuids)}
        {...field('cpuids')}
      />
      <ChipsField
        label="Bridges"
        description={
          bridges.length > 0
            ? 'Networks that unikernels may be attached to.'
            : 'Without one, no image that needs a network can be deployed.'
        }
        options={united(limits.bridges, bridges)}
        {...field('bridges')}
      />
    </>
  );
}

/** What can be chosen: what the host has, and what was chosen before. */
export const united = (has: readonly string[], chosen: readonly string[]) => [
  ...new Set([...has, ...chosen]),
];
