import type { Host } from '../albatross/host/host.ts';
import { Problem } from '../base/errors.ts';
import { firstOf } from '../base/timer.ts';
import { isSurelyUndone } from '../host-client/error-meanings.ts';
import type { Deps } from './deps.ts';
import { expectFreeVolume, type VolumeLocation } from './location.ts';
import type { UploadRecords } from './upload-records.ts';
import { holdVolume, type VolumeKey } from './volume-locks.ts';

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
    await whileMarked(records, key, () => client.removeVolume(target, { signal: bound }));
  };
  await host.change(remove, { signal, lost });
  await pending.forget(key);
  await protection.forget(key);
}

/** What is left of an upload, as where the server is killed meanwhile, does not bring the volume back then. */
async function whileMarked(
  records: UploadRecords,
  key: VolumeKey,
  remove: () => Promise<void>,
): Promise<void> {
  await records.markRemoving(key);
  try {
    await remove();
  } catch (error) {
    // Where that fails it says nothing as long as the volume is there.
    if (isSurelyUndone(error)) await records.markRemoving(key, false).catch(() => {});
    throw error;
  }
}
