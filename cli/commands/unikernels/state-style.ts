import type { Schema } from '../../api/schema.ts';

/** The colour of a state: what to look at is red, what passes yellow. */
export function stateStyle(state: Schema['Unikernel']['state']) {
  if (state === 'running') return 'green';
  if (state === 'completed' || state === 'stopped') return 'dim';
  return state === 'exited' || state === 'missing' ? 'red' : 'yellow';
}
