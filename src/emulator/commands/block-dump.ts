import { Readable } from 'node:stream';
import { createDeflate } from 'node:zlib';
import type { Command } from '../../albatross/commands.ts';
import { encodeFrame } from '../../albatross/framing.ts';
import type { Header, Payload } from '../../albatross/messages.ts';
import { encodeMessage } from '../../albatross/wire/message.ts';
import type { Channel } from '../channel.ts';
import type { Host } from '../host/host.ts';
import { pieceSize } from '../host/volume-contents.ts';
import { freeVolume } from './block.ts';

type Dump = Extract<Command, { type: 'block-dump' }>;

/** A message holds that many octets of the volume where it is not compressed. */
const blockSize = 4096;

/**
 * Sends a volume's content (docs/albatross-protocol.md, section 4), and gives what ends it. Throws
 * `HostFailure`.
 */
export async function dumpBlock(
  host: Host,
  header: Header,
  { compressionLevel: level }: Dump,
  channel: Channel,
): Promise<Payload> {
  const { name } = header;
  freeVolume(host, name, 'dump');
  const success = { type: 'block-device-image', compressed: level !== 0 } as const;
  await channel.send({ header, payload: { type: 'success', success } });
  const content = orOneEmpty(host.volumes.read(name));
  const frames = level === 0 ? framesOf(header, blockSize) : framesOf(header, pieceSize);
  for await (const piece of level === 0 ? content : compressed(content, level)) {
    await channel.write(frames(piece));
  }
  return blockData(null);
}

/** A volume that has lost its content is told as one empty block. */
async function* orOneEmpty(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let pieces = 0;
  for await (const piece of content) {
    pieces += 1;
    yield piece;
  }
  if (pieces === 0) yield Buffer.alloc(0);
}

const compressed = (content: AsyncIterable<Buffer>, level: number): AsyncIterable<Buffer> =>
  Readable.from(content).pipe(createDeflate({ level, chunkSize: pieceSize }));

/** Makes the frames of a piece, in blocks of `size`; those of one size begin alike. */
function framesOf(header: Header, size: number): (piece: Buffer) => Buffer {
  const defaultHead = headOf(header, size);
  return (piece) => {
    const parts: Buffer[] = [];
    for (let start = 0; start === 0 || start < piece.length; start += size) {
      const block = piece.subarray(start, start + size);
      parts.push(block.length === size ? defaultHead : headOf(header, block.length), block);
    }
    return Buffer.concat(parts);
  };
}

/** All of a frame but the octets of its block, which are the last. */
function headOf(header: Header, size: number): Buffer {
  const frame = encodeFrame(encodeMessage({ header, payload: blockData(Buffer.alloc(size)) }));
  return frame.subarray(0, frame.length - size);
}

const blockData = (data: Buffer | null): Payload => ({
  type: 'data',
  data: { type: 'block', data },
});
