import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { VolumeDump } from '../albatross/host/host.ts';
import type { Deps } from './deps.ts';
import { expectFreeVolume, mebibyte, type VolumeLocation } from './location.ts';
import { shareVolume } from './volume-locks.ts';

export interface VolumeContent {
  readonly content: Readable;
  /** Octets, where that is known beforehand. */
  readonly length: number | null;
}

/**
 * A volume's content as a stream, compressed by the host where `level` is not 0. The volume's lock
 * and a transfer's slot are held until the stream has ended; `signal` ends it.
 */
export async function downloadVolume(
  { locks, pending }: Pick<Deps, 'locks' | 'pending'>,
  location: VolumeLocation,
  level: number,
  signal: AbortSignal,
): Promise<VolumeContent> {
  await pending.expectNone(location.key);
  const stack = new AsyncDisposableStack();
  await using hold = stack;
  const { lost } = stack.use(await shareVolume(locks, location.key));
  const end = AbortSignal.any([signal, lost]);
  const volume = await expectFreeVolume(location, end);
  const { promise, resolve, reject } = Promise.withResolvers<VolumeDump>();
  const release = hold.move();
  location.host
    .transfer(async (client, bound) => {
      const dump = await client.dumpVolume(location.target, level, { signal: bound });
      resolve(dump);
      // Its failure is the reader's, who sees it on the stream.
      await finished(dump.content).catch(() => {});
    }, end)
    .catch(reject)
    .finally(() => release.disposeAsync());
  const { content } = await promise;
  return { content, length: level === 0 ? volume.size * mebibyte : null };
}
