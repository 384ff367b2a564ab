import type { Host } from '../albatross/host/host.ts';
import { Problem } from '../base/errors.ts';
import type { Deps } from './deps.ts';
import { IncomingContent } from './incoming-content.ts';
import { mebibyte, type VolumeLocation } from './location.ts';
import { restoreVolume } from './restore-volume.ts';
import {
  brokenOff,
  expectFittingVolume,
  newRecord,
  resultOf,
  type UploadRequest,
  type UploadResult,
} from './upload.ts';
import { holdVolume } from './volume-locks.ts';

/**
 * Fills a volume without a detour by the disk, for those who have a copy. What breaks off is ended
 * properly on the host, so that the volume keeps its size, and reported; a record of it lets the
 * next start say what a kill has cut.
 */
export async function uploadDirectly(
  deps: Omit<Deps, 'spool' | 'records'>,
  location: VolumeLocation,
  request: UploadRequest,
): Promise<UploadResult> {
  const { locks, pending, log } = deps;
  const { key, host, target } = location;
  await using hold = await holdVolume(locks, key);
  const { lost } = hold;
  const volumeSize = await expectFittingVolume(deps, location, request, lost);
  const wasTouched = (await pending.sizeBefore(key)) !== null;
  const incoming = new IncomingContent(request.content(), request.facts, volumeSize * mebibyte);
  const record = newRecord(deps, location, request, { sha256: null, volumeSize });
  let isOpen = false;
  const send = async (client: Host, signal: AbortSignal) => {
    await request.confirm(); // much may have been changed while it waited for its turn
    await pending.record(record, null, true);
    isOpen = true;
    await pending.endReplaced(key);
    const options = { compressed: false, onSourceFailure: 'finish', signal } as const;
    await client.setVolume(target, incoming.stream, options);
  };
  let isChanged = false;
  try {
    if (wasTouched) {
      await request.confirm();
      isChanged = true;
      await restoreVolume(location, { size: volumeSize, content: null }, lost);
    }
    await host.change(send, { slot: 'transfer', lost });
    await pending.removeRecord(record, 'filled');
    return resultOf(incoming);
  } catch (error) {
    log.warn(
      { upload: record.id, ...key, received: incoming.received, error },
      'a direct upload broke off: the volume may hold a part of it',
    );
    if (isOpen) pending.restore(record);
    if (!isOpen && !isChanged) throw brokenOff(error, 'The volume is as it was.');
    throw partial(brokenOff(error, ''), incoming.size);
  } finally {
    incoming.stream.destroy();
  }
}

function partial(error: unknown, sent: number): unknown {
  if (!(error instanceof Problem)) return error;
  return error.extended(
    `The volume may hold the first ${sent} octets of the new content and zeros. Upload it again.`,
  );
}
