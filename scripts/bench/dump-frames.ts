import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { encodeFrame } from '../../src/albatross/framing.ts';
import { parseName } from '../../src/albatross/names.ts';
import { encodeMessage } from '../../src/albatross/wire/message.ts';

const blockSize = 4096;
const blocksAtOnce = 16;
const header = { sequence: 0n, name: parseName('bench:bench') };
const block = { type: 'block', data: Buffer.alloc(blockSize) } as const;
const frame = encodeFrame(encodeMessage({ header, payload: { type: 'data', data: block } }));
const frames = Buffer.concat(Array.from({ length: blocksAtOnce }, () => frame));

/** Writes the messages of a dump of so many octets, in the writes of the emulated host, and ends. */
export async function sendDump(stream: Duplex, octets: number): Promise<void> {
  for (let sent = 0; sent < octets; sent += blocksAtOnce * blockSize) {
    if (!stream.write(frames)) await once(stream, 'drain');
  }
  stream.end();
}
