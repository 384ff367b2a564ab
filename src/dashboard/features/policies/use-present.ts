import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef } from 'react';
import type { Schema } from '../../api/schema.ts';
import { anything, fitted } from './fitting-values.ts';
import { type PolicyValues, valuesOf } from './policy-values.ts';

const limits = ['unikernels', 'memory', 'volumes', 'storage', 'cpuids', 'bridges'] as const;

interface Present {
  /** What the only account has now, if any. */
  readonly present: Schema['HostPolicies']['data'][number] | undefined;
  /** What the host has; null: it does not say. */
  readonly root: Schema['Policy'] | null;
  /** Whether the form began with another policy. */
  readonly isCopy: boolean;
}

/**
 * Fills in what the only account has now, so that less is said only by who means it, and takes that away again
 * with the account; not over what was typed, chosen as a template, or copied from another.
 */
export function usePresent(
  form: UseFormReturnType<PolicyValues>,
  initial: PolicyValues,
  { present, root, isCopy }: Present,
): void {
  const { setValues, isTouched, values } = form;
  const isFilled = useRef(false);
  const isFree = !isCopy && values.template === null;
  const id = present && `${present.account}/${present.host}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another account or host is chosen
  useEffect(() => {
    if (!isFree || limits.some((each) => isTouched(each))) return;
    if (present) setValues(valuesOf(present));
    else if (isFilled.current) {
      const { host: _host, accounts: _accounts, template: _template, ...first } = initial;
      setValues(root ? fitted(first, anything, root) : first);
    }
    isFilled.current = present !== undefined;
  }, [id]);
}
