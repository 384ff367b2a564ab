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
/** Chunks that a host takes after one that was too much; with more it waits for ever. */
const mostUnread = 2;

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
  if (writer instanceof HostFailure) throw await hangUp(writer, chunks);
  await (compressed ? inflateInto(writer, chunks, channel) : copyInto(writer, chunks, channel));
  await writer.finish();
  return { type: 'string', value: 'set block device' };
}

/** Gives the failure where the volume is missing or in use. */
async function beginWriting(host: Host, name: Name): Promise<VolumeWriter | HostFailure> {
  try {
    return await host.volumes.rewrite(name, freeVolume(host, name, 'set'));
  } catch (error) {
    if (error instanceof HostFailure) return error;
    throw error;
  }
}

/** The endpoint learns that the daemon has hung up, and not why, where it writes data to it. */
async function hangUp(reason: HostFailure, chunks: Chunks): Promise<HostFailure> {
  const octets = await drain(chunks);
  return octets === 0 ? reason : new HostFailure('writing block data', { cause: reason });
}

async function copyInto(writer: VolumeWriter, chunks: Chunks, channel: Channel): Promise<void> {
  try {
    for await (const chunk of keptOpen(chunks)) await writer.write(chunk);
  } catch (error) {
    if (error instanceof BrokenStream) {
      await writer.finish();
    } else {
      await writer.abandon();
      await takeFew(chunks, channel);
    }
    throw error;
  }
}

async function inflateInto(writer: VolumeWriter, chunks: Chunks, channel: Channel): Promise<void> {
  try {
    const small = keptOpen(chunks, largestCompressed);
    await pipeline(small, createInflate(), async (inflated: AsyncIterable<Buffer>) => {
      for await (const octets of inflated) await writer.write(octets);
    });
  } catch (error) {
    // Octets behind the end of the zlib stream.
    if (codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE') {
      await drain(chunks);
      return;
    }
    await writer.abandon();
    if (error instanceof BrokenStream) throw error;
    // A zlib stream without its end is waited for, for ever.
    if (codeOf(error) === 'Z_BUF_ERROR') await never(channel);
    await drain(chunks);
    throw asHostWords(error);
  }
}

/** The chunks, which may be read on afterwards, whatever becomes of this. */
async function* keptOpen(chunks: Chunks, largest = Number.POSITIVE_INFINITY): Chunks {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    if (next.value.length > largest) throw new HostFailure('error writing to file descriptor');
    yield next.value;
  }
}

/** Reads to the end and forgets it. Gives the number of octets. */
async function drain(chunks: Chunks): Promise<number> {
  let octets = 0;
  for await (const chunk of chunks) octets += chunk.length;
  return octets;
}

/** Reads to the end where it is not far. */
async function takeFew(chunks: Chunks, channel: Channel): Promise<void> {
  let count = 0;
  for await (const _ of chunks) {
    count += 1;
    if (count > mostUnread) await never(channel);
  }
}

async function never(channel: Channel): Promise<never> {
  await untilAborted(channel.closed);
  throw channel.closed.reason;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

function asHostWords(error: unknown): unknown {
  if (!codeOf(error).startsWith('Z_')) return error;
  return new HostFailure('error writing to file descriptor', { cause: error });
}
