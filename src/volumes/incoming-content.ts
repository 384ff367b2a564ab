import { createHash } from 'node:crypto';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../errors.ts';
import type { DigestCheck } from './content-digest.ts';
import { createDecoder, type Encoding, encodingProblem } from './content-encoding.ts';

/** What the headers of an upload say, parsed. */
export interface ContentFacts {
  /** `Content-Length`, octets; null where it is not announced. */
  readonly length: number | null;
  readonly encoding: Encoding;
  readonly digest: DigestCheck;
}

/**
 * An upload's body on its way in: counted and checked as it was sent, inflated, counted and hashed
 * as it will be stored, ended where it exceeds the volume.
 */
export class IncomingContent {
  /** The content inflated. Fails with a `Problem`, or with the body's own error. */
  readonly stream: Readable;
  readonly #facts: ContentFacts;
  readonly #limit: number;
  readonly #hash = createHash('sha256');
  #received = 0;
  #size = 0;

  /** `limit`: octets of the volume. */
  constructor(body: Readable, facts: ContentFacts, limit: number) {
    this.#facts = facts;
    this.#limit = limit;
    this.stream = Readable.from(this.#translate(this.#inflate(body)), { objectMode: false });
  }

  /** Octets received, as they were sent. */
  get received(): number {
    return this.#received;
  }

  /** Octets of content. */
  get size(): number {
    return this.#size;
  }

  /** SHA-256 of the content, hex; to be asked for once, after the end. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  #inflate(body: Readable): AsyncIterable<Buffer> {
    // The body outlives a refusal: destroyed, it would take the connection and the answer with it.
    const sent = this.#checkSent(body.iterator({ destroyOnReturn: false }));
    const decoder = createDecoder(this.#facts.encoding);
    return this.#checkContent(decoder ? through(sent, decoder) : sent);
  }

  async *#checkSent(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.#received += chunk.length;
      this.#facts.digest.update(chunk);
      yield chunk;
    }
    this.#facts.digest.verify();
  }

  async *#checkContent(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.#size += chunk.length;
      if (this.#size > this.#limit) throw exceeds(this.#limit);
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  async *#translate(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* chunks;
    } catch (error) {
      throw encodingProblem(error, this.#facts.encoding);
    }
  }
}

/** What a transform makes of `source`; the failure of either is its failure. */
async function* through(
  source: AsyncIterable<Buffer>,
  transform: Transform,
): AsyncGenerator<Buffer> {
  const fed = pipeline(source, transform);
  // Its failure also destroys the transform, and so is seen by the one who reads there.
  fed.catch(() => {});
  yield* transform;
  await fed;
}

/** The content is larger than the volume that it is for. */
export function exceeds(limit: number): Problem {
  return new Problem(
    'too-large',
    `The content is larger than the volume, which has ${limit} octets.`,
    {
      facts: { limit },
    },
  );
}
