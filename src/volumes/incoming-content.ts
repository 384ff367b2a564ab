import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Problem } from '../base/errors.ts';
import { type Encoding, encodingProblem } from '../storage/encoding/content-encoding.ts';
import { inflate } from '../storage/encoding/inflate.ts';
import type { DigestCheck } from './content-digest.ts';

/** What the headers of an upload say, parsed. */
export interface ContentFacts {
  /** `Content-Length`, octets; null where it is not announced. */
  readonly length: number | null;
  readonly encoding: Encoding;
  readonly digest: DigestCheck;
  /** Whether it is meant to be empty, which nobody else is taken to mean. */
  readonly empty: boolean;
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
    // In object mode chunks are handed on as they came; else a reader gets them put together anew.
    this.stream = Readable.from(this.#read(body));
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

  async *#read(body: Readable): AsyncGenerator<Buffer> {
    const { encoding } = this.#facts;
    const sent = this.#checkSent(body);
    try {
      for await (const chunk of encoding === 'identity' ? sent : inflate(sent, encoding)) {
        this.#checkContent(chunk);
        yield chunk;
      }
      if (this.#size === 0 && !this.#facts.empty) throw unexpectedlyEmpty();
    } catch (error) {
      throw encodingProblem(error, encoding);
    }
  }

  async *#checkSent(body: Readable): AsyncGenerator<Buffer> {
    // The body outlives a refusal: destroyed, it would take the connection and the answer with it.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      this.#received += chunk.length;
      this.#facts.digest.update(chunk);
      yield chunk;
    }
    this.#facts.digest.verify();
  }

  #checkContent(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#limit) throw exceeds(this.#limit);
    this.#hash.update(chunk);
  }
}

/** Nothing came, as of a client whose file or pipe is not what it should be. */
export function unexpectedlyEmpty(): Problem {
  const detail = 'The content is empty. To have the volume read as zeros, say ?empty=true.';
  return new Problem('malformed-body', detail);
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
