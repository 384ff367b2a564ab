import type { Host } from '../albatross/host/host.ts';
import { Problem } from '../base/errors.ts';
import { firstOf } from '../base/timer.ts';
import type { Deps } from './deps.ts';
import { expectFreeVolume, type VolumeLocation } from './location.ts';
import { holdVolume } from './volume-locks.ts';
import { whileRemoving } from './while-removing.ts';

/** Who removes a volume. */
export interface Removal {
  /** Throws where whoever asked may not any more. */
  confirm(): Promise<unknown>;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
}

/**
 * Removes a volume and its content, also what is still on its way into it. Throws `volume-unknown`,
 * `volume-in-use`, `volume-busy`, `protected`, and as `confirm` and the host do.
 */
export async function removeVolume(
  deps: Pick<Deps, 'locks' | 'pending' | 'records' | 'protection'>,
  location: VolumeLocation,
  { confirm, signal }: Removal,
): Promise<void> {
  const { locks, pending, records, protection } = deps;
  const { key, host, target } = location;
  await using hold = await holdVolume(locks, key);
  const { lost } = hold;
  await protection.expectNone(key);
  try {
    await expectFreeVolume(location, firstOf(signal, lost));
  } catch (error) {
    // A host that is killed during an upload may lose the volume: then what is kept for it goes.
    const isGone = error instanceof Problem && error.code === 'volume-unknown';
    if (isGone && (await pending.forget(key))) return;
    throw error;
  }
  const remove = async (client: Host, bound: AbortSignal) => {
    await confirm();
    await whileRemoving(records, key, () => client.removeVolume(target, { signal: bound }));
  };
  await host.change(remove, { signal, lost });
  await pending.forget(key);
  await protection.forget(key);
}
