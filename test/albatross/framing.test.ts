import assert from 'node:assert/strict';
import { z } from 'zod';
import { MalformedMessageError, MessageTooLargeError } from '../../src/albatross/errors.ts';
import {
  encodeFrame,
  endOfStream,
  FrameDecoder,
  frameHeader,
} from '../../src/albatross/framing.ts';
import type { Message } from '../../src/albatross/messages.ts';
import { decodeMessage } from '../../src/albatross/wire/message.ts';
import { ofKind } from './vectors/lines.ts';
import { octets } from './vectors/values.ts';

const replies = ofKind('reply', z.object({ id: z.string(), hex: octets }));
const limit = 1 << 20;

/** The messages that come out of a decoder when `pieces` go in. */
function messagesIn(pieces: readonly Buffer[]): Message[] {
  const decoder = new FrameDecoder(limit);
  const messages = pieces.flatMap((piece) => [...decoder.push(piece)].map(decodeMessage));
  decoder.finish();
  return messages;
}

describe('replies in chunks', () => {
  for (const { id, hex } of replies) {
    it(`are the same wherever they are split [${id}]`, () => {
      const frame = encodeFrame(hex);
      const expected = [decodeMessage(hex)];
      for (let at = 0; at <= frame.length; at++) {
        assert.deepEqual(messagesIn([frame.subarray(0, at), frame.subarray(at)]), expected);
      }
    });
  }

  const all = Buffer.concat(replies.map(({ hex }) => encodeFrame(hex)));
  const expected = replies.map(({ hex }) => decodeMessage(hex));

  it('are all found in one read', () => {
    assert.deepEqual(messagesIn([all]), expected);
  });

  for (const size of [1, 2, 3, 5, 64, 1000, 4096]) {
    it(`are all found in reads of ${size} octets`, () => {
      const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
        all.subarray(index * size, (index + 1) * size),
      );
      assert.deepEqual(messagesIn(pieces), expected);
    });
  }
});

describe('chunks', () => {
  it('are views of what came in, where they came in whole', () => {
    const decoder = new FrameDecoder(limit);
    const octets = encodeFrame(Buffer.from('abc'));
    const [payload] = [...decoder.push(octets)];
    octets.fill('x');
    assert.equal(payload?.toString(), 'xxx');
  });

  it('come one by one, with what is left', () => {
    const decoder = new FrameDecoder(limit);
    const rest = Buffer.from([0, 0]);
    const stream = Buffer.concat([encodeFrame(Buffer.from('abc')), rest]);
    assert.deepEqual(decoder.next(stream), { payload: Buffer.from('abc'), rest });
    assert.deepEqual(decoder.next(rest), { payload: null, rest: Buffer.alloc(0) });
    assert.deepEqual(decoder.next(Buffer.from([0])), { payload: null, rest: Buffer.alloc(0) });
  });

  it('are a length in four octets and a payload', () => {
    assert.deepEqual(encodeFrame(Buffer.from('abc')), Buffer.from('\0\0\0\x03abc', 'latin1'));
    assert.deepEqual(frameHeader(0x01020304), Buffer.from([1, 2, 3, 4]));
  });

  it('end a stream where they are empty', () => {
    const decoder = new FrameDecoder(limit);
    const stream = Buffer.concat([encodeFrame(Buffer.from('abc')), endOfStream]);
    assert.deepEqual([...decoder.push(stream)], [Buffer.from('abc'), Buffer.alloc(0)]);
    decoder.finish();
  });

  it('are refused as soon as their length is known to be too large, those before are not', () => {
    const decoder = new FrameDecoder(3);
    const frames = decoder.push(Buffer.concat([encodeFrame(Buffer.from('abc')), frameHeader(4)]));
    assert.deepEqual(frames.next().value, Buffer.from('abc'));
    assert.throws(() => frames.next(), new MessageTooLargeError(4, 3));
  });

  it('are refused as too large when their length comes in pieces', () => {
    const decoder = new FrameDecoder(0xffff);
    const header = frameHeader(0x10000);
    assert.deepEqual([...decoder.push(header.subarray(0, 3))], []);
    assert.throws(() => [...decoder.push(header.subarray(3))], MessageTooLargeError);
  });

  it('take no more memory than twice what came in, whatever they announce', () => {
    const decoder = new FrameDecoder(0xffffffff);
    const before = process.memoryUsage().arrayBuffers;
    const piece = Buffer.alloc(1024);
    assert.deepEqual([...decoder.push(frameHeader(0xffffffff))], []);
    for (let i = 0; i < 1024; i++) assert.deepEqual([...decoder.push(piece)], []);
    assert.equal(decoder.buffered, 4 + (1 << 20));
    // Twice for the room, and once more for what it has outgrown and is not collected yet.
    assert(process.memoryUsage().arrayBuffers - before <= 4 << 20);
  });

  it('are missed where the stream ends within one', () => {
    const decoder = new FrameDecoder(limit);
    assert.deepEqual([...decoder.push(Buffer.from([0, 0]))], []);
    const problem = new MalformedMessageError('the stream ended within a message');
    assert.throws(() => decoder.finish(), problem);
    assert.deepEqual([...decoder.push(Buffer.from([0, 1, 7]))], [Buffer.from([7])]);
    decoder.finish();
  });
});
