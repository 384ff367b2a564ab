import type { Schema } from '../../api/schema.ts';
import { bodyOf, countFaults, type LimitValues, newPolicy, valuesOf } from './policy-values.ts';

/** What the form of a template holds. */
export interface TemplateValues extends LimitValues {
  readonly name: string;
  /** Whether it gives all CPUs that a host has, and all bridges. */
  readonly allCpuids: boolean;
  readonly allBridges: boolean;
  /** Hosts where new accounts are given it. */
  readonly defaultOn: string[];
}

const everything = { name: '', allCpuids: true, allBridges: true } as const;

/** What a template says now; null: what a new one begins with. */
export function templateValues(template: Schema['PolicyTemplate'] | null): TemplateValues {
  if (!template) {
    return { ...newPolicy(null, null), ...everything, defaultOn: [] };
  }
  const { name, cpuids, bridges, defaultOn } = template;
  return {
    ...valuesOf({ ...template, cpuids: cpuids ?? [], bridges: bridges ?? [] }),
    ...{ name, allCpuids: cpuids === null, allBridges: bridges === null },
    defaultOn: [...defaultOn],
  };
}

/** The values as the API has them. */
export function templateBody(values: TemplateValues): Schema['SavePolicyTemplate'] {
  const body = bodyOf(values);
  return {
    ...body,
    cpuids: values.allCpuids ? null : body.cpuids,
    bridges: values.allBridges ? null : body.bridges,
    defaultOn: [...values.defaultOn],
  };
}

/** What is wrong with the values, by field; the server finds all else. */
export function templateFaults(values: TemplateValues) {
  const { name, allCpuids, cpuids } = values;
  const isCpu = (id: string) => /^\d{1,4}$/.test(id);
  const fine = allCpuids || (cpuids.length > 0 && cpuids.every(isCpu));
  return {
    name: name.trim() === '' ? 'Name it' : null,
    ...countFaults(values),
    cpuids: fine ? null : 'Name at least one, by its number',
  };
}
