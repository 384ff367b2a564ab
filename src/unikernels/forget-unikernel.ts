import { Problem } from '../base/errors.ts';
import type { Deps } from './deps.ts';
import { expectUnprotected } from './destroy-unikernel.ts';
import { expectKnown, type UnikernelLocation } from './location.ts';
import { readRunning } from './running.ts';
import { holdUnikernel } from './unikernel-locks.ts';

/**
 * Drops what is remembered of a unikernel that does not run, as far as its host says. Throws
 * `unikernel-unknown`, `protected`, `unikernel-busy`, and `unikernel-exists` where it runs.
 */
export async function forgetUnikernel(
  { registry, desired, locks, rollouts }: Pick<Deps, 'registry' | 'desired' | 'locks' | 'rollouts'>,
  location: UnikernelLocation,
): Promise<void> {
  const { key, host } = location;
  await using lock = await holdUnikernel(locks, key);
  const known = expectKnown(key, await registry.find(key));
  expectUnprotected(known);
  const runs = !host.knownDown && (await isRunning(location));
  if (runs) throw new Problem('unikernel-exists', `${key.name} runs on ${key.host}. Destroy it.`);
  lock.lost.throwIfAborted(); // the host was asked meanwhile
  await rollouts.end(key);
  await desired.forget(known);
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
