import { finished } from 'node:stream/promises';
import type { Host } from '../albatross/host/host.ts';
import type { BlockDevice } from '../albatross/messages.ts';
import { Problem } from '../base/errors.ts';
import type { SpooledFile } from '../storage/spool.ts';
import { isBeginning } from './is-beginning.ts';
import { mebibyte, refuseInUse, type VolumeLocation } from './location.ts';

/** What a volume was to hold whose content a host has begun to write. */
export interface WantedVolume {
  /** MiB. */
  readonly size: number;
  /** What the host got the beginning of; null: that is not here any more. */
  readonly content: Pick<SpooledFile, 'size' | 'open'> | null;
  /** Whether it is still to come back, where it is gone; asked when it is its turn. */
  isWanted?(): Promise<boolean>;
}

/** That the volume is gone for good, or that another client has made one of it which is too small: nothing is changed any more. */
export class Superseded extends Problem {}

/**
 * Makes a volume that a killed host has lost, or left as short as what it had written, what it was:
 * removed where it is too short, and created with its size. Its content is gone in any case. One that another client
 * has made smaller stays as it is: throws `Superseded` where the content does not fit, or it was removed, `volume-in-use`, and as the
 * host does; `lost` breaks it off.
 */
export async function restoreVolume(
  location: VolumeLocation,
  wanted: WantedVolume,
  lost: AbortSignal,
): Promise<void> {
  const { host, target } = location;
  const { size, content } = wanted;
  const volume = await host.read((client, signal) => client.volume(target, { signal }), lost);
  if (volume?.active) throw await refuseInUse(location, lost);
  if (volume && volume.size >= size) return;
  if (volume && content && !(await isTorn(location, volume, content, lost))) {
    if (content.size <= volume.size * mebibyte) return;
    throw madeSmaller(location, volume);
  }
  if (volume)
    await host.change((client, signal) => client.removeVolume(target, { signal }), { lost });
  const add = async (client: Host, signal: AbortSignal) => {
    if (!volume && (await wanted.isWanted?.()) === false) throw removed(location);
    await client.addVolume(target, size, { signal });
  };
  await host.change(add, { lost });
}

/** Whether a volume is what a killed host had written of a content: whole MiB of its beginning. */
async function isTorn(
  { host, target }: VolumeLocation,
  { size }: BlockDevice,
  content: Pick<SpooledFile, 'size' | 'open'>,
  lost: AbortSignal,
): Promise<boolean> {
  if (size * mebibyte > content.size) return false;
  return await host.transfer(async (client, signal) => {
    const dump = await client.dumpVolume(target, 0, { signal });
    const ended = finished(dump.content).catch(() => {});
    const isIt = await isBeginning(dump.content, content.open());
    await ended;
    return isIt;
  }, lost);
}

const removed = ({ key: { volume, host } }: VolumeLocation) =>
  new Superseded('volume-unknown', `The volume ${volume} on ${host} was removed.`);

function madeSmaller({ key: { volume, host } }: VolumeLocation, { size }: BlockDevice): Problem {
  return new Superseded(
    'too-large',
    `Another client has recreated the volume ${volume} on ${host} with ${size} MiB while the content was being ` +
      'sent, which no longer fits.',
  );
}
