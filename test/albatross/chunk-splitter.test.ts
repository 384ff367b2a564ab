import assert from 'node:assert/strict';
import { type ChunkPart, ChunkSplitter } from '../../src/albatross/chunk-splitter.ts';
import { encodeFrame, endOfStream } from '../../src/albatross/framing.ts';

const stream = Buffer.concat([
  encodeFrame(Buffer.from('hello')),
  encodeFrame(Buffer.from('a')),
  encodeFrame(Buffer.from('world!')),
  endOfStream,
]);

/** The chunks that parts make up; every part says rightly where it is in its chunk. */
function chunksIn(parts: readonly ChunkPart[]): string[] {
  const chunks: string[] = [];
  let current = '';
  for (const { octets, chunkSize, isFirst, isLast } of parts) {
    assert.equal(isFirst, current === '');
    current += octets.toString();
    assert.equal(isLast, current.length === chunkSize);
    if (isLast) chunks.push(current);
    if (isLast) current = '';
  }
  return chunks;
}

describe('the chunks of a stream', () => {
  const expected = ['hello', 'a', 'world!', ''];

  it('are found whole in one piece', () => {
    const parts = [...new ChunkSplitter().push(stream)];
    assert.deepEqual(chunksIn(parts), expected);
    assert.equal(parts.length, 4);
  });

  it('are found wherever the stream is cut', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const splitter = new ChunkSplitter();
      const pieces = [stream.subarray(0, cut), stream.subarray(cut)];
      assert.deepEqual(chunksIn(pieces.flatMap((piece) => [...splitter.push(piece)])), expected);
    }
  });

  it('are found where every octet comes by itself', () => {
    const splitter = new ChunkSplitter();
    const parts = [...stream].flatMap((octet) => [...splitter.push(Buffer.from([octet]))]);
    assert.deepEqual(chunksIn(parts), expected);
  });

  it('end where a length is negative', () => {
    const parts = [...new ChunkSplitter().push(Buffer.from('ffffffff', 'hex'))];
    assert.deepEqual(chunksIn(parts), ['']);
  });
});
