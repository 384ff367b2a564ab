import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';
import type { ChunkPart } from '../../albatross/chunk-splitter.ts';
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
const maxCompressed = 65_536;
/** Chunks that a host takes after one that was too much; with more it waits for ever. */
const maxUnread = 2;

/**
 * Deletes a volume's content, for a new one (docs/albatross-protocol.md, section 5). Throws
 * `HostFailure`.
 */
export const emptyBlock = (host: Host, name: Name): Promise<VolumeWriter> =>
  host.exclusively(() => host.volumes.rewrite(name, freeVolume(host, name, 'set')));

/** Takes the new content. Throws `HostFailure`, and `BrokenStream` where the data broke off. */
export async function fillBlock(
  writer: VolumeWriter,
  { compressed }: BlockSet,
  channel: Channel,
): Promise<Success> {
  await (compressed ? inflateInto(writer, channel) : copyInto(writer, channel));
  await writer.finish();
  return { type: 'string', value: 'set block device' };
}

async function copyInto(writer: VolumeWriter, channel: Channel): Promise<void> {
  const parts = channel.parts();
  try {
    for await (const { octets, chunkSize, isFirst } of keptOpen(parts)) {
      if (isFirst) writer.admit(chunkSize);
      await writer.write(octets);
    }
  } catch (error) {
    if (error instanceof BrokenStream) {
      await writer.finish();
    } else {
      await writer.abandon();
      await takeFew(parts, channel);
    }
    throw error;
  }
}

async function inflateInto(writer: VolumeWriter, channel: Channel): Promise<void> {
  const chunks = channel.chunks();
  try {
    await pipeline(small(chunks), createInflate(), async (inflated: AsyncIterable<Buffer>) => {
      for await (const octets of inflated) {
        writer.admit(octets.length);
        await writer.write(octets);
      }
    });
  } catch (error) {
    const code = codeOf(error);
    // Octets behind the end of the zlib stream.
    if (code === 'ERR_STREAM_PREMATURE_CLOSE') return await drain(chunks);
    await writer.abandon();
    if (error instanceof BrokenStream) throw error;
    // A zlib stream without its end is waited for, for ever.
    if (code === 'Z_BUF_ERROR') await never(channel);
    await drain(chunks);
    if (!code.startsWith('Z_')) throw error;
    throw new HostFailure('error writing to file descriptor', { cause: error });
  }
}

async function* small(chunks: Chunks): Chunks {
  for await (const chunk of keptOpen(chunks)) {
    if (chunk.length > maxCompressed) {
      throw new HostFailure('error writing to file descriptor');
    }
    yield chunk;
  }
}

/** What `source` gives; it may be read on afterwards, whatever becomes of this. */
async function* keptOpen<T>(source: AsyncIterator<T, void>): AsyncGenerator<T, void, void> {
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

/** Reads to the end and forgets it. */
async function drain(chunks: Chunks): Promise<void> {
  for await (const _ of chunks);
}

/** Reads to the end of data whose chunk is too much, if that is not far. */
async function takeFew(parts: AsyncIterable<ChunkPart>, channel: Channel): Promise<void> {
  let begun = 0;
  for await (const { isFirst } of parts) {
    if (isFirst) begun += 1;
    if (begun > maxUnread) await never(channel);
  }
}

async function never(channel: Channel): Promise<never> {
  await untilAborted(channel.closed);
  throw channel.closed.reason;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
