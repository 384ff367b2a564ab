import assert from 'node:assert/strict';
import { encodeFrame } from '../../../src/albatross/framing.ts';
import { DumpReader } from '../../../src/albatross/host/dump-reader.ts';
import type { Payload } from '../../../src/albatross/messages.ts';
import { parseName } from '../../../src/albatross/names.ts';
import { encodeMessage } from '../../../src/albatross/wire/message.ts';

const frameOf = (payload: Payload, sequence = 0n) =>
  encodeFrame(encodeMessage({ header: { sequence, name: parseName('alice:data') }, payload }));
const block = (data: Buffer | null, sequence?: bigint) =>
  frameOf({ type: 'data', data: { type: 'block', data } }, sequence);
const begin = (compressed = false) =>
  frameOf({ type: 'success', success: { type: 'block-device-image', compressed } });

/** A reader that has been told these octets, each piece in a read of its own, and what it gave. */
function read(pieces: readonly Buffer[]) {
  const begun: boolean[] = [];
  const reader = new DumpReader(1024 * 1024, (compressed) => begun.push(compressed));
  const content: Buffer[] = [];
  for (const piece of pieces) {
    // What is handed on must not change with the octets that come later.
    for (const given of reader.read(Buffer.from(piece))) content.push(given);
  }
  return { reader, begun, content: Buffer.concat(content) };
}

describe('DumpReader', () => {
  const contents = [
    Buffer.alloc(4096, 1),
    Buffer.alloc(4096, 2),
    Buffer.alloc(4096, 3),
    Buffer.alloc(0),
    Buffer.alloc(0),
    Buffer.alloc(17, 4),
    Buffer.alloc(17, 5),
    Buffer.alloc(4096, 6),
  ];
  const frames = [
    begin(),
    ...contents.map((data) => block(data)),
    block(Buffer.alloc(5, 7), 1n),
    block(Buffer.alloc(5, 8), 2n),
    block(null),
  ];
  const dump = Buffer.concat(frames);
  const expected = Buffer.concat([...contents, Buffer.alloc(5, 7), Buffer.alloc(5, 8)]);

  it('gives the content of messages that are alike, and of those that differ', () => {
    for (const pieces of [[dump], frames]) {
      const { reader, content } = read(pieces);
      assert.ok(content.equals(expected));
      assert.equal(reader.ended, true);
      reader.finish();
    }
  });

  it('gives the same wherever the octets are cut in two', () => {
    for (let cut = 1; cut < dump.length; cut++) {
      const { reader, content } = read([dump.subarray(0, cut), dump.subarray(cut)]);
      assert.ok(content.equals(expected), `cut after ${cut}`);
      assert.equal(reader.ended, true);
    }
  });

  it('gives the same octet by octet', () => {
    const { content } = read(Array.from(dump, (octet) => Buffer.of(octet)));
    assert.ok(content.equals(expected));
  });

  it('says whether the content is compressed once the host has begun', () => {
    assert.deepEqual(read([begin().subarray(0, 8)]).begun, []);
    assert.deepEqual(read([begin(false)]).begun, [false]);
    assert.deepEqual(read([begin(true)]).begun, [true]);
  });

  it('does not take a message of the same length for a piece of content', () => {
    const failure = frameOf({ type: 'failure', words: 'exception while reading from fd' });
    const overhead = block(Buffer.alloc(30)).length - 30;
    const piece = block(Buffer.alloc(failure.length - overhead));
    assert.equal(piece.length, failure.length);
    const words = 'exception while reading from fd';
    assert.throws(() => read([begin(), piece, failure]), { words });
    assert.throws(() => read([Buffer.concat([begin(), piece, failure])]), { words });
    const damaged = Buffer.from(piece).fill(0, 4, 5);
    assert.throws(() => read([begin(), piece, damaged]), { code: 'malformed-message' });
  });

  it('knows that octets are missing at the end, wherever they end within a message', () => {
    const [first, second] = [block(Buffer.alloc(64, 1)), block(Buffer.alloc(64, 2))];
    for (let cut = 1; cut < second.length; cut++) {
      const { reader } = read([begin(), first, second.subarray(0, cut)]);
      assert.throws(() => reader.finish(), { code: 'malformed-message' }, `cut after ${cut}`);
    }
    read([begin(), first]).reader.finish();
  });

  it('looks at nothing behind the end', () => {
    const { reader, content } = read([
      Buffer.concat([begin(), block(null), Buffer.alloc(9, 0xff)]),
    ]);
    assert.equal(reader.ended, true);
    assert.equal(content.length, 0);
  });
});
