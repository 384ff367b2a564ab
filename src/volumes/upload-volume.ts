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

/**
 * Fills a volume by way of the spool: the host sees nothing before the content is here whole and
 * checked, and it is sent until the host has taken it.
 */
export async function uploadVolume(
  deps: Pick<Deps, 'locks' | 'spool' | 'pending' | 'clock'>,
  location: VolumeLocation,
  request: UploadRequest,
): Promise<UploadResult> {
  const { locks, spool, pending } = deps;
  const stack = new DisposableStack();
  using hold = stack;
  stack.use(await locks.exclusive(location.key));
  const volumeSize = await expectFittingVolume(deps, location, request);
  if (request.facts.encoding === 'identity') spool.expectRoomFor(request.facts.length ?? 0);
  const incoming = new IncomingContent(request.content(), request.facts, volumeSize * mebibyte);
  const file = await receive(spool, incoming, request);
  const result = resultOf(incoming);
  const { sha256 } = result;
  const record = newRecord(deps, location, request, { sha256, volumeSize });
  await pending.deliver(record, file, hold.move());
  return result;
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
