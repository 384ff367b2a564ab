import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Spool, SpooledFile } from '../storage/spool.ts';
import { DigestCheck } from './content-digest.ts';
import { type ContentFacts, exceeds, IncomingContent } from './incoming-content.ts';
import { expectFreeVolume, type LocatedVolume, mebibyte } from './locate-volume.ts';
import type { PendingUploads } from './pending-uploads.ts';
import type { UploadRecord } from './upload-records.ts';
import type { VolumeLocks } from './volume-locks.ts';

/** An upload as it is asked for; `content` is called once the body is wanted. */
export interface UploadRequest {
  readonly facts: ContentFacts;
  readonly requestId: string;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
  content(): Readable;
}

/** What came, and what the volume holds now. */
export interface UploadResult {
  /** Octets received. */
  readonly size: number;
  /** Octets of content, inflated. */
  readonly contentSize: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

export interface UploadTools {
  readonly locks: VolumeLocks;
  readonly spool: Spool;
  readonly pending: PendingUploads;
  readonly clock: Clock;
}

/**
 * Fills a volume by way of the spool (DESIGN section 7): the host sees nothing before the content
 * is here whole and checked, and it is sent until the host has taken it.
 */
export async function uploadVolume(
  { locks, spool, pending, clock }: UploadTools,
  located: LocatedVolume,
  request: UploadRequest,
): Promise<UploadResult> {
  const stack = new DisposableStack();
  using hold = stack;
  stack.use(await locks.exclusive(located.key));
  const volumeSize = await expectFittingVolume(pending, located, request);
  if (request.facts.encoding === 'identity') spool.expectRoomFor(request.facts.length ?? 0);
  const incoming = new IncomingContent(request.content(), request.facts, volumeSize * mebibyte);
  const file = await receive(spool, incoming, request);
  const result = resultOf(incoming);
  const { sha256 } = result;
  const record = recordOf(located, { sha256, volumeSize }, request, clock);
  await pending.deliver(record, file, hold.move());
  return result;
}

/** Fills a volume with what is in the spool already. The file is taken over, whatever happens. */
export async function uploadSpooled(
  { locks, pending, clock }: UploadTools,
  located: LocatedVolume,
  file: SpooledFile,
  request: Pick<UploadRequest, 'requestId' | 'signal'>,
): Promise<void> {
  const stack = new DisposableStack();
  using hold = stack;
  let volumeSize: number;
  try {
    stack.use(await locks.exclusive(located.key));
    const facts = plainFacts(file.size);
    volumeSize = await expectFittingVolume(pending, located, { ...request, facts });
  } catch (error) {
    await file.discard();
    throw error;
  }
  const record = recordOf(located, { sha256: null, volumeSize }, request, clock);
  await pending.deliver(record, file, hold.move());
}

/** What would be said of content that comes as it is, with nothing to hold it against. */
const plainFacts = (length: number): ContentFacts => ({
  length,
  encoding: 'identity',
  digest: DigestCheck.of(null),
});

function recordOf(
  { key }: LocatedVolume,
  content: Pick<UploadRecord, 'sha256' | 'volumeSize'>,
  { requestId }: Pick<UploadRequest, 'requestId'>,
  clock: Clock,
): UploadRecord {
  return { id: randomUUID(), key, ...content, requestId, startedAt: clock() };
}

/**
 * MiB that the volume has, or had before a host was killed in the midst of an upload that is still
 * kept. Throws where the upload can be refused already.
 */
export async function expectFittingVolume(
  pending: PendingUploads,
  located: LocatedVolume,
  { facts, signal }: Pick<UploadRequest, 'facts' | 'signal'>,
): Promise<number> {
  const size = pending.sizeBefore(located.key) ?? (await expectFreeVolume(located, signal)).size;
  const limit = size * mebibyte;
  if (facts.encoding === 'identity' && (facts.length ?? 0) > limit) throw exceeds(limit);
  return size;
}

/** What an upload is answered with, once its content has come to its end. */
export function resultOf(incoming: IncomingContent): UploadResult {
  return { size: incoming.received, contentSize: incoming.size, sha256: incoming.digest() };
}

async function receive(
  spool: Spool,
  incoming: IncomingContent,
  { facts, signal }: UploadRequest,
): Promise<SpooledFile> {
  const announced = facts.encoding === 'identity' ? (facts.length ?? 0) : 0;
  try {
    return await spool.store(incoming.stream, { announced, signal });
  } catch (error) {
    throw brokenOff(error, 'The volume is as it was.');
  }
}

/** A body that broke off as the problem that it is; any other error as it is. */
export function brokenOff(error: unknown, consequence: string): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const code = 'code' in error ? `${error.code}` : '';
  if (!['ECONNRESET', 'ABORT_ERR', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)) return error;
  return new Problem('upload-incomplete', `The content broke off. ${consequence}`, {
    cause: error,
  });
}
