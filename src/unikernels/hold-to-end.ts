import { unikernelLock } from '../database/locks/lock-name.ts';
import type { Lock } from '../database/locks/locks.ts';
import type { Deps } from './deps.ts';
import { type UnikernelKey, unikernelBusy } from './unikernel-locks.ts';

/** Milliseconds that is waited for whoever prepares a deployment. */
const patience = 10_000;

/**
 * Holds a unikernel that is to be stopped or destroyed, as `holdUnikernel` does. A deployment that waits for its turn,
 * or has it and has told its host nothing yet, lets it pass. Throws `unikernel-busy`, and the signal's reason.
 */
export async function holdToEnd(
  { locks, rollouts }: Pick<Deps, 'locks' | 'rollouts'>,
  key: UnikernelKey,
  signal?: AbortSignal,
): Promise<Lock> {
  const name = unikernelLock(key);
  const lock = await locks.acquire(name);
  if (lock) return lock;
  const isPassing = await rollouts.letPass(key);
  const late = isPassing ? await locks.acquire(name, { wait: patience, signal }) : null;
  if (late) return late;
  throw unikernelBusy(key);
}
