import { Problem } from '../base/errors.ts';
import type { Deps } from './deps.ts';
import { expectUnprotected } from './destroy-unikernel.ts';
import { expectKnown, type UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { readRunning } from './running.ts';
import { holdUnikernel } from './unikernel-locks.ts';
import { lastState } from './view-unikernel.ts';

/**
 * Drops what is remembered of a unikernel that does not run, as far as its host says. Throws
 * `unikernel-unknown`, `protected`, `unikernel-busy`, and `unikernel-exists` where it runs, or restarts over and over.
 */
export async function forgetUnikernel(
  deps: Pick<Deps, 'registry' | 'desired' | 'locks' | 'rollouts' | 'clock'>,
  location: UnikernelLocation,
): Promise<void> {
  const { registry, desired, locks, rollouts } = deps;
  const { key, host } = location;
  await using lock = await holdUnikernel(locks, key);
  const known = expectKnown(key, await registry.find(key));
  expectUnprotected(known);
  const runs = !host.knownDown && (await isRunning(location));
  if (runs) throw new Problem('unikernel-exists', `${key.name} runs on ${key.host}. Destroy it.`);
  if (!host.knownDown) expectNoLoop(known, deps.clock());
  lock.lost.throwIfAborted(); // the host was asked meanwhile
  await rollouts.end(key);
  await desired.forget(known);
}

/** Throws for one that restarts over and over: between two starts, its host does not list it. */
function expectNoLoop(known: RegisteredUnikernel, now: Date): void {
  const { state, restarts } = lastState(known, { reachable: true, changing: false, now });
  if (state !== 'restarting' || restarts === 0) return;
  const { name, host } = known.key;
  const detail =
    `${name} restarts over and over on ${host}. Destroy it. If its host says that it is not running, wait half a ` +
    'minute and try again.';
  throw new Problem('unikernel-exists', detail);
}

/** What a host that is away still runs is taken in again when it is back: to be watched only. */
async function isRunning(location: UnikernelLocation): Promise<boolean> {
  try {
    return (await readRunning(location)).current !== null;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
