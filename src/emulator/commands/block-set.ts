import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';
import type { Command } from '../../albatross/commands.ts';
import type { Success } from '../../albatross/messages.ts';
import type { Name } from '../../albatross/names.ts';
import { BrokenStream, type Channel } from '../channel.ts';
import { HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import type { VolumeWriter } from '../host/volume-writer.ts';
import { untilAborted } from '../wait.ts';
import { freeVolume } from './block.ts';

type BlockSet = Extract<Command, { type: 'block-set' }>;
type Chunks = AsyncGenerator<Buffer, void, void>;

/** A compressed chunk beyond that is more than a host can inflate. */
const largestCompressed = 65_536;

/**
 * Takes a volume's new content; the old one is deleted first (PROTOCOL.md section 5). Throws
 * `HostFailure`, and `BrokenStream` where the data broke off.
 */
export async function setBlock(
  host: Host,
  name: Name,
  { compressed }: BlockSet,
  channel: Channel,
): Promise<Success> {
  const chunks = channel.chunks();
  const writer = await host.exclusively(() => beginWriting(host, name));
  if (!writer) return await failAfter(chunks, channel);
  try {
    await (compressed ? inflateInto(writer, chunks) : copyInto(writer, chunks));
  } catch (error) {
    const isPlainBreak = error instanceof BrokenStream && !compressed;
    await (isPlainBreak ? writer.finish() : writer.abandon());
    if (isTruncated(error)) return await never(channel);
    await drain(chunks);
    throw asHostWords(error);
  }
  await writer.finish();
  return { type: 'string', value: 'set block device' };
}

/** Null where the volume is missing or in use. */
async function beginWriting(host: Host, name: Name): Promise<VolumeWriter | null> {
  try {
    return await host.volumes.rewrite(name, freeVolume(host, name, 'set'));
  } catch (error) {
    if (error instanceof HostFailure) return null;
    throw error;
  }
}

/** The daemon has hung up, which the endpoint learns only with its first write. */
async function failAfter(chunks: Chunks, channel: Channel): Promise<never> {
  const octets = await drain(chunks);
  if (octets === 0) return await never(channel);
  throw new HostFailure('writing block data');
}

async function copyInto(writer: VolumeWriter, chunks: AsyncIterator<Buffer, void>): Promise<void> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    await writer.write(next.value);
  }
}

async function inflateInto(writer: VolumeWriter, chunks: Chunks): Promise<void> {
  await pipeline(small(chunks), createInflate(), async (inflated: AsyncIterable<Buffer>) => {
    for await (const octets of inflated) await writer.write(octets);
  });
}

/** The chunks, which may be read on afterwards, whatever becomes of this. */
async function* small(chunks: Chunks): Chunks {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    if (next.value.length > largestCompressed) {
      throw new HostFailure('error writing to file descriptor');
    }
    yield next.value;
  }
}

/** Reads to the end and forgets it; gives the number of octets. */
async function drain(chunks: Chunks): Promise<number> {
  let octets = 0;
  for await (const chunk of chunks) octets += chunk.length;
  return octets;
}

async function never(channel: Channel): Promise<never> {
  await untilAborted(channel.closed);
  throw channel.closed.reason;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : null;

/** A zlib stream without its end is waited for, for ever. */
const isTruncated = (error: unknown): boolean => codeOf(error) === 'Z_BUF_ERROR';

function asHostWords(error: unknown): unknown {
  const isMalformed = String(codeOf(error)).startsWith('Z_');
  return isMalformed
    ? new HostFailure('error writing to file descriptor', { cause: error })
    : error;
}
