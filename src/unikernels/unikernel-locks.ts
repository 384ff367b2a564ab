import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { unikernelLock } from '../database/locks/lock-name.ts';
import type { Lock, Locks } from '../database/locks/locks.ts';

/** Which unikernel of which domain on which host. */
export interface UnikernelKey {
  readonly host: Label;
  readonly domain: Label;
  readonly name: Label;
}

/**
 * Holds a unikernel: one change a unikernel at a time. Nobody waits: who comes second gets
 * `unikernel-busy`.
 */
export async function holdUnikernel(locks: Locks, key: UnikernelKey): Promise<Lock> {
  const lock = await locks.acquire(unikernelLock(key));
  if (lock) return lock;
  throw unikernelBusy(key);
}

/** Another request has it. */
export function unikernelBusy({ name, host }: UnikernelKey): Problem {
  return new Problem(
    'unikernel-busy',
    `The unikernel ${name} on ${host} is being changed by another request. Try again when that has ended.`,
    { headers: { 'Retry-After': '5' } },
  );
}
