import { Readable } from 'node:stream';
import { createDeflate } from 'node:zlib';
import type { Command } from '../../albatross/commands.ts';
import type { Header, Message } from '../../albatross/messages.ts';
import type { Name } from '../../albatross/names.ts';
import type { Channel } from '../channel.ts';
import type { Host } from '../host/host.ts';
import { pieceSize } from '../host/volume-contents.ts';
import { freeVolume } from './block.ts';

type Dump = Extract<Command, { type: 'block-dump' }>;

/** A message holds that many octets of the volume where it is not compressed. */
const blockSize = 4096;

/** Sends a volume's content (PROTOCOL.md section 4). Throws `HostFailure`. */
export async function dumpBlock(
  host: Host,
  name: Name,
  { compressionLevel: level }: Dump,
  sequence: bigint,
  channel: Channel,
): Promise<void> {
  freeVolume(host, name, 'dump');
  const header = { sequence, name };
  const success = { type: 'block-device-image', compressed: level !== 0 } as const;
  await channel.send({ header, payload: { type: 'success', success } });
  const content = orOneEmpty(host.volumes.read(name));
  for await (const piece of level === 0 ? content : compressed(content, level)) {
    const size = level === 0 ? blockSize : pieceSize;
    await channel.send(...slices(piece, size).map((slice) => blockOf(header, slice)));
  }
  await channel.send(blockOf({ sequence: 0n, name }, null));
}

const compressed = (content: AsyncIterable<Buffer>, level: number): AsyncIterable<Buffer> =>
  Readable.from(content).pipe(createDeflate({ level, chunkSize: pieceSize }));

/** A volume that has lost its content is told as one empty block. */
async function* orOneEmpty(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let pieces = 0;
  for await (const piece of content) {
    pieces += 1;
    yield piece;
  }
  if (pieces === 0) yield Buffer.alloc(0);
}

const slices = (piece: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.max(1, Math.ceil(piece.length / size)) }, (_, index) =>
    piece.subarray(index * size, (index + 1) * size),
  );

const blockOf = (header: Header, data: Buffer | null): Message => ({
  header,
  payload: { type: 'data', data: { type: 'block', data } },
});
