import { Problem } from '../base/errors.ts';
import type { Deps } from './deps.ts';
import { expectFreeVolume, type VolumeLocation } from './location.ts';

/**
 * Removes a volume and its content, also what is still on its way into it. Throws `volume-unknown`,
 * `volume-in-use`, `volume-busy`, and as the host does.
 */
export async function removeVolume(
  { locks, pending }: Pick<Deps, 'locks' | 'pending'>,
  location: VolumeLocation,
  signal?: AbortSignal,
): Promise<void> {
  const { key, host, target } = location;
  using _hold = await locks.exclusive(key);
  try {
    await expectFreeVolume(location, signal);
  } catch (error) {
    // A host that is killed during an upload may lose the volume: then what is kept for it goes.
    const isGone = error instanceof Problem && error.code === 'volume-unknown';
    if (isGone && (await pending.forget(key))) return;
    throw error;
  }
  await host.change((client, bound) => client.removeVolume(target, { signal: bound }), signal);
  await pending.forget(key);
}
