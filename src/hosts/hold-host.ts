import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { hostLock, hostsLock } from '../database/locks/lock-name.ts';
import type { Lock, Locks } from '../database/locks/locks.ts';

/** How long another change of a host is waited for, in milliseconds. */
const maxWait = 30_000;

/** Has a host for oneself, by its name. Throws `host-busy` for who waits too long. */
export async function holdHost(locks: Locks, name: Label, signal: AbortSignal): Promise<Lock> {
  const lock = await locks.acquire(hostLock(name), { wait: maxWait, signal });
  if (lock) return lock;
  throw hostBusy(name, `The host ${name} is being changed by another request. Try again later.`);
}

/** Has for oneself on which machines hosts are. Throws `host-busy` as `holdHost`. */
export async function holdMachines(locks: Locks, name: Label, signal: AbortSignal): Promise<Lock> {
  const lock = await locks.acquire(hostsLock, { wait: maxWait, signal });
  if (lock) return lock;
  throw hostBusy(name, 'Another host is being added. Try again later.');
}

export const hostBusy = (host: Label, detail: string) =>
  new Problem('host-busy', detail, { headers: { 'Retry-After': '5' }, facts: { host } });
