import type { Schema } from '../../api/schema.ts';

/** What the host does when a unikernel exits, in words. */
export function failBehaviourInWords(behaviour: Schema['Unikernel']['failBehaviour']): string {
  if (behaviour === 'quit') return 'it stays away';
  if (behaviour.restart === null) return 'it is restarted';
  return `it is restarted after ${behaviour.restart.join(', ')}`;
}
