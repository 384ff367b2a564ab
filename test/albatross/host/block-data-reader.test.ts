import assert from 'node:assert/strict';
import { BlockDataReader } from '../../../src/albatross/host/block-data-reader.ts';
import type { Payload } from '../../../src/albatross/messages.ts';
import { parseName } from '../../../src/albatross/names.ts';
import { encodeMessage } from '../../../src/albatross/wire/message.ts';

const messageOf = (payload: Payload, sequence = 0n) =>
  encodeMessage({ header: { sequence, name: parseName('alice:data') }, payload });
const block = (data: Buffer | null, sequence?: bigint) =>
  messageOf({ type: 'data', data: { type: 'block', data } }, sequence);

describe('BlockDataReader', () => {
  it('gives the content of messages that are alike, and of those that differ', () => {
    const reader = new BlockDataReader();
    const contents = [
      Buffer.alloc(4096, 1),
      Buffer.alloc(4096, 2),
      Buffer.alloc(4096, 3),
      Buffer.alloc(0),
      Buffer.alloc(17, 4),
      Buffer.alloc(4096, 5),
      null,
    ];
    assert.deepEqual(
      contents.map((data) => reader.read(block(data))),
      contents,
    );
    assert.deepEqual(reader.read(block(Buffer.alloc(5, 1), 1n)), Buffer.alloc(5, 1));
    assert.deepEqual(reader.read(block(Buffer.alloc(5, 2), 2n)), Buffer.alloc(5, 2));
  });

  it('does not take a message of the same length for a piece of content', () => {
    const reader = new BlockDataReader();
    const failure = messageOf({ type: 'failure', words: 'exception while reading from fd' });
    const overhead = block(Buffer.alloc(30)).length - 30;
    const piece = block(Buffer.alloc(failure.length - overhead));
    assert.equal(piece.length, failure.length);
    reader.read(piece);
    assert.throws(() => reader.read(failure), { words: 'exception while reading from fd' });
    reader.read(piece);
    const damaged = Buffer.from(piece).fill(0, 0, 1);
    assert.throws(() => reader.read(damaged), { code: 'malformed-message' });
  });
});
