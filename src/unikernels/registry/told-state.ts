import type { ConcludedState } from '../state/conclude-state.ts';
import type { RegisteredUnikernel } from './registered-unikernel.ts';

/** What was told last of how a unikernel does; `unknown`: nothing yet, `starting`: it was asked for anew. */
export const toldStates = [
  'unknown',
  'starting',
  'running',
  'crash-looping',
  'exited',
  'completed',
  'missing',
] as const;

export type ToldState = (typeof toldStates)[number];

/** Starts by itself within ten minutes that are a crash loop. */
const loopsFrom = 3;

/** What there is to tell of one that does so; null: nothing, since it may be on its way to something else. */
export function toldStateOf({ state, restarts }: ConcludedState): ToldState | null {
  if (state === 'restarting') return restarts >= loopsFrom ? 'crash-looping' : null;
  if (state === 'running' || state === 'exited') return state;
  if (state === 'completed' || state === 'missing') return state;
  return null;
}

/** Whether it is ours to tell of: what is only watched, was stopped or destroyed is not. */
export function isTold({
  managed,
  desired,
  destroyedAt,
}: Pick<RegisteredUnikernel, 'managed' | 'desired' | 'destroyedAt'>): boolean {
  return managed && desired === 'running' && destroyedAt === null;
}
