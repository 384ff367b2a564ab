import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import type { Schema } from '../../api/schema.ts';
import { anything, fitted, type Wishes, wishesOf } from './fitting-values.ts';
import { type PolicyValues, valuesOf } from './policy-values.ts';

interface Known {
  readonly templates: readonly Schema['PolicyTemplate'][];
  /** What the host has; null: it does not say. */
  readonly root: Schema['Policy'] | null;
}

/** Fills in what the chosen template and the chosen host say, whenever another one is chosen. */
export function useFitting(
  form: UseFormReturnType<PolicyValues>,
  initial: PolicyValues,
  { templates, root }: Known,
): void {
  const { setValues } = form;
  const template = templates.find(({ name }) => name === form.values.template);
  useEffect(() => {
    if (template) setValues(valuesOfTemplate(template));
  }, [template, setValues]);
  useEffect(() => {
    const wishes = template ? wishesOf(template) : wishedFirst(initial);
    if (root) setValues((values) => fitted({ ...initial, ...values }, wishes, root));
  }, [template, root, initial, setValues]);
}

/** What was copied is wished for again. */
const wishedFirst = ({ cpuids, bridges }: PolicyValues): Wishes =>
  cpuids.length > 0 ? { cpuids, bridges } : anything;

const valuesOfTemplate = ({ cpuids, bridges, ...limits }: Schema['PolicyTemplate']) =>
  valuesOf({ ...limits, cpuids: cpuids ?? [], bridges: bridges ?? [] });
