import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { volumeLock } from '../database/locks/lock-name.ts';
import type { Lock, LockMode, Locks } from '../database/locks/locks.ts';

/** Which volume of which domain on which host. */
export interface VolumeKey {
  readonly host: Label;
  readonly domain: Label;
  readonly volume: Label;
}

/**
 * Holds a volume alone: one change a volume at a time, whether it is created, filled, removed or
 * attached (docs/volumes.md). Nobody waits: who comes second gets `volume-busy`.
 */
export async function holdVolume(locks: Locks, key: VolumeKey): Promise<Lock> {
  return await take(locks, key, 'exclusive');
}

/** Holds several volumes alone, all or none. Rejects with `volume-busy`. */
export async function holdVolumes(
  locks: Locks,
  keys: readonly VolumeKey[],
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  for (const key of keys) stack.use(await holdVolume(locks, key));
  return stack.move();
}

/** Holds a volume together with others who only read it. Rejects with `volume-busy`. */
export async function shareVolume(locks: Locks, key: VolumeKey): Promise<Lock> {
  return await take(locks, key, 'shared');
}

async function take(locks: Locks, key: VolumeKey, mode: LockMode): Promise<Lock> {
  const lock = await locks.acquire(volumeLock(key), { mode });
  if (lock) return lock;
  throw new Problem(
    'volume-busy',
    `The volume ${key.volume} on ${key.host} is being changed, read or attached by another request. ` +
      'Try again when that has ended.',
    { headers: { 'Retry-After': '5' } },
  );
}

/** One text a volume, for maps and logs. */
export const formatKey = (key: VolumeKey) => `${key.host}/${key.domain}/${key.volume}`;
