import { Problem } from '../base/errors.ts';

/**
 * A refusal with what became of the unikernel that was to be replaced: a host ends that before it has
 * looked at all, and does not say so when it refuses then. `runs`: as `Reconciler.isRunning` gives it.
 */
export function tellEnded(error: unknown, runs: boolean | null): unknown {
  if (!(error instanceof Problem)) return error;
  if (runs === true) return error;
  if (runs === false) return error.extended('What ran before has ended.', { ended: true });
  return error.extended('It is not known at present whether what ran before still runs.');
}

/** Whether what was told so says that what ran has ended. */
export const hasEnded = (told: unknown): boolean =>
  told instanceof Problem && told.facts.ended === true;
