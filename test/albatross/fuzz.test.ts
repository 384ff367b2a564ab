import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { AlbatrossError } from '../../src/albatross/errors.ts';
import { encodeFrame, FrameDecoder } from '../../src/albatross/framing.ts';
import {
  decodeCertificateExtension,
  encodeCertificateExtension,
} from '../../src/albatross/wire/certificate-extension.ts';
import { ImageReplyDecoder } from '../../src/albatross/wire/image-reply.ts';
import { decodeMessage, encodeMessage } from '../../src/albatross/wire/message.ts';
import { mutate } from './fuzz/mutate.ts';
import { Random } from './fuzz/random.ts';
import { weigh } from './fuzz/weigh.ts';
import { lines } from './vectors/lines.ts';
import { octets } from './vectors/values.ts';

const messages = 200_000;
const largestLength = 0xffffffff;
const mebibyte = 1 << 20;

const encoded = z.object({ hex: octets });
const corpus = lines
  .filter((line) => ['command', 'reply', 'wire_command', 'decode'].includes(line.kind))
  .map((line) => encoded.parse(line).hex);

/** What a decoder makes of octets; null where it refuses them with an error of ours. */
function attempt<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch (error) {
    if (error instanceof AlbatrossError) return null;
    throw error;
  }
}

function split(octets: Buffer, random: Random): Buffer[] {
  const at = random.below(octets.length + 1);
  return [octets.subarray(0, at), octets.subarray(at)];
}

/** A stream's chunks are decoded as they come, and no more is held than has come in. */
function readStream(pieces: readonly Buffer[]): void {
  const decoder = new FrameDecoder(largestLength);
  let received = 0;
  for (const piece of pieces) {
    received += piece.length;
    attempt(() => {
      for (const frame of decoder.push(piece)) decodeMessage(frame);
    });
    assert(decoder.buffered <= received);
  }
}

/** An image's octets are never more than those that came in. */
function readImage(pieces: readonly Buffer[]): void {
  const decoder = new ImageReplyDecoder({ message: largestLength, image: largestLength });
  let balance = 0;
  attempt(() => {
    for (const piece of pieces) {
      balance += piece.length;
      for (const part of decoder.push(piece)) {
        if (part.type === 'octets') balance -= part.octets.length;
      }
      assert(balance >= 0);
    }
    decoder.finish();
  });
}

/** A decoder's value holds little more than its input; written anew, it stays as it is. */
function checkDecoded<T>(
  input: Buffer,
  decode: (octets: Buffer) => T,
  encode: (value: T) => Buffer,
): boolean {
  const value = attempt(() => decode(input));
  if (value === null) return false;
  const weight = weigh(value, input);
  assert(weight <= 16 + 4 * input.length, `${weight} from ${input.length} octets`);
  const written = encode(value);
  assert(encode(decode(written)).equals(written));
  return true;
}

/** Octets that are held since then: what is only not collected yet counts where it seems too much. */
function heldSince(atStart: number): number {
  const held = process.memoryUsage().arrayBuffers - atStart;
  if (held < 32 * mebibyte) return held;
  collectGarbage();
  return process.memoryUsage().arrayBuffers - atStart;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

describe('200,000 mutated and random messages', () => {
  const { stackTraceLimit } = Error;

  // A million errors are thrown, whose stacks would take most of the time.
  before(() => {
    Error.stackTraceLimit = 0;
  });

  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('are refused with typed errors or decoded, and take little time and memory', function () {
    this.timeout(120_000);
    const random = new Random(20261122);
    const atStart = process.memoryUsage().arrayBuffers;
    let decoded = 0;
    let refused = 0;
    for (let i = 0; i < messages; i++) {
      const input = mutate(corpus, random);
      const started = performance.now();
      const isMessage = checkDecoded(input, decodeMessage, encodeMessage);
      const isExtension = checkDecoded(
        input,
        decodeCertificateExtension,
        encodeCertificateExtension,
      );
      readStream(split(input, random));
      readStream(split(encodeFrame(input), random));
      readImage(split(encodeFrame(input), random));
      if (isMessage || isExtension) decoded++;
      else refused++;
      assert(performance.now() - started < 1000, `slow: ${input.toString('hex')}`);
      if (i % 1000 === 0) {
        assert(heldSince(atStart) < 64 * mebibyte);
      }
    }
    // Both happen often, or the mutations are too tame or too wild to show anything.
    assert(decoded > messages / 20 && refused > messages / 20);
  });
});
