import type { Schema } from '../../api/schema.ts';

/** What the host does when a unikernel exits, in words. */
export function failBehaviourInWords(behaviour: Schema['Unikernel']['failBehaviour']): string {
  if (behaviour === 'quit') return 'It is not restarted';
  if (behaviour === 'unknown') return 'Not known to this release of Fulmar';
  if (behaviour.restart === null) return 'It is restarted';
  return `It is restarted after exit code ${behaviour.restart.join(', ')}`;
}
