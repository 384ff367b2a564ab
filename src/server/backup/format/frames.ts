import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { OctetReader } from './octet-reader.ts';
import { refused } from './refused.ts';

/** Octets of content in each frame but the last, which has fewer, perhaps none. */
const frameSize = 65_536;

const algorithm = 'aes-256-gcm';
const tagLength = 16;

/** What seals the frames of one backup: a key that no other has, and the header, which it vouches for. */
export interface FrameSeal {
  readonly key: Buffer;
  readonly header: Buffer;
}

/**
 * Seals a content in frames, each with its length before it: a frame that is changed, moved or left out
 * is noticed, and so is the end, which the last one says.
 */
export async function* sealFrames(
  content: AsyncIterable<Buffer>,
  seal: FrameSeal,
): AsyncGenerator<Buffer> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (; rest.length >= frameSize; rest = rest.subarray(frameSize)) {
      yield sealFrame(rest.subarray(0, frameSize), seal, nonceOf(number, false));
      number += 1;
    }
  }
  yield sealFrame(rest, seal, nonceOf(number, true));
}

/** The content of frames up to their end. Throws `backup-refused` where they are not as they were sealed. */
export async function* openFrames(octets: OctetReader, seal: FrameSeal): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const length = (await octets.read(4)).readUInt32BE();
    if (length > frameSize) throw damaged(octets.position);
    const frame = await octets.read(length + tagLength);
    const isLast = length < frameSize;
    try {
      yield openFrame(frame, seal, nonceOf(number, isLast));
    } catch (cause) {
      throw damaged(octets.position, cause);
    }
    if (isLast) break;
  }
  if (!(await octets.isAtEnd())) throw damaged(octets.position);
}

const damaged = (position: number, cause?: unknown) =>
  refused(
    `The backup is damaged: what is before octet ${position} is not what was written.`,
    cause,
  );

/** The key is used for one file, so its frames are counted: 11 octets, and one that says which is the last. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

function sealFrame(content: Buffer, { key, header }: FrameSeal, nonce: Buffer): Buffer {
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  cipher.setAAD(header);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function openFrame(frame: Buffer, { key, header }: FrameSeal, nonce: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  decipher.setAAD(header);
  decipher.setAuthTag(frame.subarray(frame.length - tagLength));
  const content = frame.subarray(0, frame.length - tagLength);
  return Buffer.concat([decipher.update(content), decipher.final()]);
}
