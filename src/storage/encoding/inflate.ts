import { Problem } from '../../base/errors.ts';
import { createDecoder, type Decoder, type Encoding } from './content-encoding.ts';
import { Unread } from './unread.ts';

/** Frames of zstd cost something each: so many are taken, and one for each 4 KiB of content. */
const frames = { free: 1_000, octets: 4_096 };

/**
 * What encoded content is. All members of gzip (RFC 1952, section 2.2) and all frames of zstd
 * (RFC 8878, section 3) are one content, as pigz, bgzip, pzstd and `>>` make them; zeros behind the
 * last member of gzip, as of a tape, are passed over as gunzip does. Fails with what a decoder says
 * of anything else, with `invalid-encoding` for what follows zeros, or as `sent` does.
 */
export async function* inflate(
  sent: AsyncIterable<Buffer>,
  encoding: Exclude<Encoding, 'identity'>,
): AsyncGenerator<Buffer> {
  await using input = new Unread(sent);
  let size = 0;
  let count = 0;
  do {
    count += 1;
    if (count > frames.free + size / frames.octets) throw tooManyFrames();
    const decoder = createDecoder(encoding);
    const fed = feed(input, decoder);
    // Its failure also destroys the decoder, and so is seen by the one who reads there.
    fed.catch(() => {});
    for await (const chunk of decoder) {
      size += chunk.length;
      yield chunk;
    }
    await fed;
    // Node's gunzip goes from member to member by itself, and stops at a zero.
    if (encoding === 'gzip') await passZeros(input);
  } while (await input.hasMore());
}

/** Writes to a decoder until it, or the input, has come to its end. */
async function feed(input: Unread, decoder: Decoder): Promise<void> {
  let given = 0;
  try {
    for (let chunk = await input.next(); chunk; chunk = await input.next()) {
      given += chunk.length;
      await written(decoder, chunk);
      const left = given - decoder.bytesWritten;
      if (left > 0) return input.putBack(chunk.subarray(chunk.length - left));
    }
    decoder.end();
  } catch (error) {
    decoder.destroy(error instanceof Error ? error : new Error('unknown', { cause: error }));
    throw error;
  }
}

async function written(decoder: Decoder, chunk: Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  decoder.write(chunk, (error) => (error ? reject(error) : resolve()));
  await promise;
}

async function passZeros(input: Unread): Promise<void> {
  for (let chunk = await input.next(); chunk; chunk = await input.next()) {
    if (chunk.some((octet) => octet !== 0)) {
      throw new Problem('invalid-encoding', 'Something follows the zeros behind the gzip stream.');
    }
  }
}

function tooManyFrames(): Problem {
  const detail = 'The content consists of too many small frames. Compress it into one.';
  return new Problem('invalid-encoding', detail);
}
