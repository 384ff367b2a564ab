import type { Policy } from '../../../albatross/policy.ts';
import { Problem } from '../../../base/errors.ts';
import type { PolicyTemplate } from './entity.ts';

/** What a template says by itself. */
export type TemplateFields = Omit<PolicyTemplate, 'name' | 'updatedAt'>;

/**
 * What a template gives on a host with this policy of its own; null: the host does not say. Throws
 * `policy-refused` where the template takes all of something that is not known.
 */
export function policyFromTemplate(template: TemplateFields, root: Policy | null): Policy {
  const { unikernels, memory, storage } = template;
  const cpuids = template.cpuids ?? root?.cpuids;
  const bridges = template.bridges ?? root?.bridges;
  if (cpuids && bridges) {
    return { unikernels, memory, block: storage ?? null, cpuids, bridges };
  }
  const detail = 'The host does not say which CPUs and bridges it has: name them in the template.';
  throw new Problem('policy-refused', detail);
}
