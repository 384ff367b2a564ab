import { randomUUID } from 'node:crypto';
import type { Host } from '../albatross/host/host.ts';
import { Problem } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { IncomingContent } from './incoming-content.ts';
import { type LocatedVolume, mebibyte } from './locate-volume.ts';
import { restoreVolume } from './restore-volume.ts';
import type { UploadRecords } from './upload-records.ts';
import {
  brokenOff,
  expectFittingVolume,
  resultOf,
  type UploadRequest,
  type UploadResult,
  type UploadTools,
} from './upload-volume.ts';

export interface DirectTools extends UploadTools {
  readonly records: UploadRecords;
  readonly log: Logger;
}

/**
 * Fills a volume without a detour by the disk, for those who have a copy (DESIGN section 7). What
 * breaks off is ended properly on the host, so that the volume keeps its size, and reported; a
 * record of it lets the next start say what a kill has cut.
 */
export async function uploadDirectly(
  tools: DirectTools,
  located: LocatedVolume,
  request: UploadRequest,
): Promise<UploadResult> {
  using _hold = await tools.locks.exclusive(located.key);
  const volumeSize = await expectFittingVolume(tools.pending, located, request);
  const incoming = new IncomingContent(request.content(), request.facts, volumeSize * mebibyte);
  const id = randomUUID();
  const { key } = located;
  const { requestId } = request;
  const record = { id, key, sha256: null, volumeSize, requestId, startedAt: tools.clock() };
  let isOpen = false;
  const send = async (client: Host, signal: AbortSignal) => {
    await tools.records.put(record, null);
    isOpen = true;
    await tools.pending.endReplaced(key);
    const options = { compressed: false, onSourceFailure: 'finish', signal } as const;
    await client.setVolume(located.target, incoming.stream, options);
  };
  const wasTouched = tools.pending.sizeBefore(key) !== null;
  try {
    if (wasTouched) await restoreVolume(located, volumeSize);
    await located.host.change(send, undefined, 'transfer');
    await tools.records.remove(id);
    return resultOf(incoming);
  } catch (error) {
    tools.log.warn(
      { upload: id, ...key, received: incoming.received, error },
      'a direct upload broke off: the volume may hold a part of it',
    );
    if (isOpen) tools.pending.restore(record);
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
