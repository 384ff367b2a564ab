import type { Spool, SpooledFile } from '../storage/spool.ts';
import type { Deps } from './deps.ts';
import { IncomingContent } from './incoming-content.ts';
import { mebibyte, type VolumeLocation } from './location.ts';
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
 * Fills a volume by way of the spool: the host sees nothing before the content is here whole and
 * checked, and it is sent until the host has taken it.
 */
export async function uploadVolume(
  deps: Pick<Deps, 'locks' | 'spool' | 'pending' | 'protection' | 'clock'>,
  location: VolumeLocation,
  request: UploadRequest,
): Promise<UploadResult> {
  const { locks, spool, pending } = deps;
  await using hold = await holdVolume(locks, location.key);
  const { lost } = hold;
  const volumeSize = await expectFittingVolume(deps, location, request, lost);
  const account = location.key.domain;
  if (request.facts.encoding === 'identity') {
    spool.expectRoomFor(request.facts.length ?? 0, account);
  }
  const incoming = new IncomingContent(request.content(), request.facts, volumeSize * mebibyte);
  const file = await receive(spool, incoming, { ...request, account }, lost);
  await confirmed(file, request);
  const result = resultOf(incoming);
  const { sha256 } = result;
  const record = newRecord(deps, location, request, { sha256, volumeSize });
  await pending.deliver(record, file, { lost, confirm: () => request.confirm() });
  return result;
}

async function receive(
  spool: Spool,
  incoming: IncomingContent,
  { facts, signal, account }: UploadRequest & { readonly account: string },
  lost: AbortSignal,
): Promise<SpooledFile> {
  const announced = facts.encoding === 'identity' ? (facts.length ?? 0) : 0;
  try {
    return await spool.store(incoming.stream, {
      announced,
      account,
      signal: AbortSignal.any([signal, lost]),
    });
  } catch (error) {
    lost.throwIfAborted();
    throw brokenOff(error, 'The volume is as it was.');
  }
}

/** What came goes where whoever sent it may not any more. */
async function confirmed(
  file: SpooledFile,
  request: Pick<UploadRequest, 'confirm'>,
): Promise<void> {
  try {
    await request.confirm();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
