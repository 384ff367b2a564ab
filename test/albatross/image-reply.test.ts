import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { MalformedMessageError, MessageTooLargeError } from '../../src/albatross/errors.ts';
import { encodeFrame, frameHeader } from '../../src/albatross/framing.ts';
import type { Message, Success } from '../../src/albatross/messages.ts';
import { parseName } from '../../src/albatross/names.ts';
import { ImageReplyDecoder, type ImageReplyPart } from '../../src/albatross/wire/image-reply.ts';
import { encodeMessage } from '../../src/albatross/wire/message.ts';

const header = { sequence: 0n, name: parseName('alice:hello') };
const limits = { message: 1000, image: 100_000 };

const success = (value: Success): Message => ({
  header,
  payload: { type: 'success', success: value },
});

const imageReply = (image: Buffer) =>
  encodeFrame(encodeMessage(success({ type: 'unikernel-image', compressed: true, image })));

/** What a decoder hands out, octets that follow one another put together. */
function partsOf(pieces: readonly Buffer[]) {
  const decoder = new ImageReplyDecoder(limits);
  const parts: Exclude<ImageReplyPart, { type: 'octets' }>[] = [];
  const octets: Buffer[] = [];
  for (const part of pieces.flatMap((piece) => [...decoder.push(piece)])) {
    if (part.type === 'octets') octets.push(part.octets);
    else parts.push(part);
  }
  decoder.finish();
  return { parts, octets: Buffer.concat(octets) };
}

function splitAt(octets: Buffer, at: number): Buffer[] {
  return [octets.subarray(0, at), octets.subarray(at)];
}

describe('an answer to unikernel-get', () => {
  for (const size of [0, 1, 90, 5000]) {
    it(`gives an image of ${size} octets wherever it is split`, () => {
      const image = randomBytes(size);
      const reply = imageReply(image);
      const parts = [{ type: 'image', header, compressed: true, size }];
      for (let at = 0; at <= reply.length; at++) {
        assert.deepEqual(partsOf(splitAt(reply, at)), { parts, octets: image });
      }
    });
  }

  it('hands octets on as they come, without holding them', () => {
    const decoder = new ImageReplyDecoder(limits);
    const prefix = imageReply(Buffer.alloc(100_000)).subarray(0, -100_000);
    assert.equal([...decoder.push(Buffer.concat([prefix, Buffer.alloc(4096)]))].length, 2);
    const piece = randomBytes(1000);
    assert.deepEqual([...decoder.push(piece)], [{ type: 'octets', octets: piece }]);
    assert(!decoder.complete);
    const problem = new MalformedMessageError('the stream ended within a message');
    assert.throws(() => decoder.finish(), problem);
  });

  it('hands out nothing where nothing of the image came', () => {
    const decoder = new ImageReplyDecoder(limits);
    const prefix = imageReply(Buffer.alloc(5000)).subarray(0, -5000);
    const types = (octets: Buffer) => [...decoder.push(octets)].map(({ type }) => type);
    const first = Buffer.concat([prefix, Buffer.alloc(4096 - prefix.length + 4)]);
    assert.deepEqual(types(first), ['image', 'octets']);
    assert.deepEqual(types(Buffer.alloc(0)), []);
    const empty = imageReply(Buffer.alloc(0));
    assert.deepEqual([...new ImageReplyDecoder(limits).push(empty)].length, 1);
  });

  it('may be any other message, however it is split', () => {
    const others: Message[] = [
      { header, payload: { type: 'failure', words: 'get: not found' } },
      success({ type: 'empty' }),
      success({ type: 'string', value: 'x'.repeat(900) }),
    ];
    for (const message of others) {
      const reply = encodeFrame(encodeMessage(message));
      const expected = { parts: [{ type: 'message', message }], octets: Buffer.alloc(0) };
      for (let at = 0; at <= reply.length; at++) {
        assert.deepEqual(partsOf(splitAt(reply, at)), expected);
      }
    }
  });

  it('is refused where the image is too large, before any of it is handed out', () => {
    const prefix = imageReply(Buffer.alloc(100_001)).subarray(0, -100_001);
    assert.throws(
      () => partsOf([prefix, Buffer.alloc(4096)]),
      new MessageTooLargeError(100_001, 100_000),
    );
  });

  it('is refused where another message is larger than messages are', () => {
    const message = encodeMessage(success({ type: 'string', value: 'x'.repeat(5000) }));
    assert.throws(() => partsOf([encodeFrame(message)]), MessageTooLargeError);
  });

  it('is refused where its inner lengths do not fill the chunk', () => {
    const reply = imageReply(randomBytes(10));
    reply.writeUInt32BE(reply.length - 4 - 1, 0);
    const problem = new MalformedMessageError('an element does not fill its container');
    assert.throws(() => partsOf([reply.subarray(0, -1)]), problem);
  });

  it('is refused where octets follow it, or none come', () => {
    const reply = imageReply(randomBytes(10));
    const problem = new MalformedMessageError('octets follow the only answer');
    assert.throws(() => partsOf([reply, Buffer.alloc(1)]), problem);
    assert.throws(() => partsOf([Buffer.concat([reply, reply])]), problem);
    const other = encodeFrame(encodeMessage(success({ type: 'empty' })));
    assert.throws(() => partsOf([Buffer.concat([other, Buffer.alloc(1)])]), problem);
    assert.throws(() => partsOf([other, Buffer.alloc(1)]), problem);
    assert.throws(() => partsOf([frameHeader(0)]), MalformedMessageError);
    assert.throws(() => partsOf([]), MalformedMessageError);
  });
});
