import { pause } from '../../base/timer.ts';
import type { Deployment } from '../entity.ts';
import type { RolloutDeps } from './deps.ts';

/** Milliseconds between two looks at a rollout that another server may carry out. */
const lookInterval = 1_000;

/** What those stand on who wait for a rollout. */
type WaitDeps = Pick<RolloutDeps, 'records' | 'waits' | 'timer' | 'now'>;

/**
 * The rollout as it is when it is over, or when so many milliseconds are; null: it was forgotten.
 * Rejects with the signal's reason.
 */
export async function waitForEnd(
  deps: WaitDeps,
  { id, milliseconds }: { readonly id: string; readonly milliseconds: number },
  signal: AbortSignal,
): Promise<Deployment | null> {
  const { records, waits: { timer, now } = deps } = deps;
  const begun = now();
  for (;;) {
    const changed = new AbortController();
    using _listening = records.onChange(id, () => changed.abort());
    const found = await records.find(id);
    const left = milliseconds - (now() - begun);
    if (!found || found.finishedAt || left <= 0) return found;
    const either = AbortSignal.any([signal, changed.signal]);
    await pause(timer, Math.min(left, lookInterval), either).catch(() => signal.throwIfAborted());
  }
}

/** The rollout at once, and whenever something of it changes, until it is over. Rejects as `waitForEnd` does. */
export async function* changesOf(
  deps: WaitDeps,
  deployment: Deployment,
  signal: AbortSignal,
): AsyncGenerator<Deployment> {
  const { records, waits: { timer } = deps } = deps;
  let seen = '';
  for (;;) {
    const changed = new AbortController();
    using _listening = records.onChange(deployment.id, () => changed.abort());
    const found = (await records.find(deployment.id)) ?? deployment;
    const { state, steps, finishedAt } = found;
    const now = JSON.stringify([state, steps, finishedAt]);
    if (now !== seen) yield found;
    seen = now;
    if (finishedAt) return;
    const either = AbortSignal.any([signal, changed.signal]);
    await pause(timer, lookInterval, either).catch(() => signal.throwIfAborted());
  }
}
