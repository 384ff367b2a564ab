import { Problem } from '../base/errors.ts';
import type { Lock } from '../database/locks/locks.ts';
import type { ChangeRequest } from '../places/change-request.ts';
import type { Deps } from './deps.ts';
import { destroyHeld, expectUnprotected } from './destroy-unikernel.ts';
import { holdToEnd } from './hold-to-end.ts';
import { mayBeBack } from './keep-looping.ts';
import { expectKnown, type UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import { readRunning } from './running.ts';
import { lastState } from './view-unikernel.ts';

/**
 * Drops what is remembered of a unikernel that does not run, as far as its host says. One that its host may be about
 * to start again is destroyed first: it would run on, and nobody would know it. Throws `unikernel-unknown`, `protected`,
 * `unikernel-busy`, `unikernel-exists` where it runs, or restarts over and over, and as the host does.
 */
export async function forgetUnikernel(
  deps: Pick<Deps, 'registry' | 'desired' | 'locks' | 'rollouts' | 'clock' | 'deployments'>,
  location: UnikernelLocation,
  request: ChangeRequest,
): Promise<void> {
  const { registry, desired, rollouts } = deps;
  const { key, host } = location;
  await using lock = await holdToEnd(deps, key, request.signal);
  const known = expectKnown(key, await registry.find(key));
  expectUnprotected(known);
  const runs = host.knownDown ? null : await isRunning(location);
  if (runs) throw new Problem('unikernel-exists', `${key.name} runs on ${key.host}. Destroy it.`);
  if (!host.knownDown) expectNoLoop(known, deps.clock());
  const isDoubtful = runs === false && mayBeBack(known, deps.clock());
  if (isDoubtful && (await isDestroyed(deps, location, request, lock))) return;
  lock.lost.throwIfAborted(); // the host was asked meanwhile
  await rollouts.end(key, 'destroy');
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

/** Whether its host was about to start it again, and has destroyed it instead. Throws as `destroyHeld` does. */
async function isDestroyed(
  deps: Pick<Deps, 'registry' | 'deployments'>,
  location: UnikernelLocation,
  request: ChangeRequest,
  hold: Lock,
): Promise<boolean> {
  try {
    await destroyHeld(deps, location, request, hold);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'unikernel-not-running') return false;
    throw error;
  }
}

/** null: its host is away. What that still runs is taken in again when it is back: to be watched only. */
async function isRunning(location: UnikernelLocation): Promise<boolean | null> {
  try {
    return (await readRunning(location)).current !== null;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
