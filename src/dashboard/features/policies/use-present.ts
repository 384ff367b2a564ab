import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import type { Schema } from '../../api/schema.ts';
import { type PolicyValues, valuesOf } from './policy-values.ts';

const limits = ['unikernels', 'memory', 'volumes', 'storage', 'cpuids', 'bridges'] as const;

/**
 * Fills in what the only account has now, so that less is said only by who means it; not over what was typed,
 * chosen as a template, or copied from another.
 */
export function usePresent(
  form: UseFormReturnType<PolicyValues>,
  initial: PolicyValues,
  present: Schema['HostPolicies']['data'][number] | undefined,
): void {
  const { setValues, isTouched, values } = form;
  const isFree = initial.cpuids.length === 0 && values.template === null;
  const id = present && `${present.account}/${present.host}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another account or host is chosen
  useEffect(() => {
    if (present && isFree && !limits.some((each) => isTouched(each))) setValues(valuesOf(present));
  }, [id]);
}
