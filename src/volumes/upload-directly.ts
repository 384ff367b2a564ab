import { randomUUID } from 'node:crypto';
import { Problem } from '../errors.ts';
import type { Logger } from '../log.ts';
import { IncomingContent } from './incoming-content.ts';
import type { LocatedVolume } from './locate-volume.ts';
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
  const limit = await expectFittingVolume(located, request);
  const incoming = new IncomingContent(request.content(), request.facts, limit);
  const id = randomUUID();
  const { key } = located;
  const { requestId } = request;
  await tools.records.put({ id, key, sha256: null, requestId, startedAt: tools.clock() }, null);
  await tools.pending.endReplaced(key);
  try {
    await located.host.change(
      (client, signal) =>
        client.setVolume(located.target, incoming.stream, {
          compressed: false,
          onSourceFailure: 'finish',
          signal,
        }),
      undefined,
      'transfer',
    );
    return resultOf(incoming);
  } catch (error) {
    tools.log.warn(
      { upload: id, ...key, received: incoming.received, error },
      'a direct upload broke off: the volume may hold a part of it',
    );
    throw partial(brokenOff(error, ''), incoming.size);
  } finally {
    incoming.stream.destroy();
    await tools.records.remove(id);
  }
}

function partial(error: unknown, sent: number): unknown {
  if (!(error instanceof Problem)) return error;
  const { errors, headers, facts } = error;
  const detail = `${error.detail.trim()} The volume may hold the first ${sent} octets of the new content and zeros. Upload it again.`;
  return new Problem(error.code, detail, { cause: error, errors, headers, facts });
}
