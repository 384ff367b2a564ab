import { createHash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { Problem } from '../base/errors.ts';
import { ImageError } from '../solo5/errors.ts';
import { parseImage, type Solo5Image } from '../solo5/image.ts';
import { readImageFile } from '../solo5/image-file.ts';
import type { HeldContent, Spool } from './spool.ts';

/** An image that has arrived whole, with what it says of itself. Whoever got it discards it. */
export interface StoredImage extends AsyncDisposable {
  /** SHA-256, lower-case hex. */
  readonly digest: string;
  /** Octets. */
  readonly size: number;
  readonly solo5: Solo5Image;
  open(): Readable;
  discard(): Promise<void>;
}

/** Digests of which is remembered what the images said of themselves. */
const maxRemembered = 10_000;

/** The targets that albatross has a tender for (docs/albatross-protocol.md, section 7). */
const runnableTargets: readonly Solo5Image['target'][] = ['hvt', 'spt'];

/** Receives images: held in memory or on the disk, hashed, limited in size, their manifest read. */
export class ImageStore {
  readonly #spool: Spool;
  readonly #facts = new Map<string, Solo5Image>();
  /** Octets that an image may have. */
  readonly limit: number;

  /** `limit`: octets that an image may have. */
  constructor(spool: Spool, limit: number) {
    this.#spool = spool;
    this.limit = limit;
  }

  /**
   * Receives one image of an account. Rejects with `too-large`, `no-room`, `image-refused`, or the content's own
   * error; nothing stays then.
   */
  async receive(content: Readable, account: string, signal?: AbortSignal): Promise<StoredImage> {
    // The spool would wait for the next octets before it gives up.
    if (signal) addAbortSignal(signal, content);
    const hash = createHash('sha256');
    const measured = Readable.from(this.#measure(content, hash.update.bind(hash)), {
      objectMode: false,
    });
    const file = await this.#spool.hold(measured, { account, signal });
    try {
      const image = describe(file, hash.digest('hex'), await readManifest(file));
      this.#remember(image);
      return image;
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** What an image said of itself that was here before; null: it is not known. */
  factsOf(digest: string): Solo5Image | null {
    return this.#facts.get(digest) ?? null;
  }

  #remember({ digest, solo5 }: StoredImage): void {
    this.#facts.delete(digest);
    this.#facts.set(digest, solo5);
    const [oldest] = this.#facts.keys();
    if (oldest !== undefined && this.#facts.size > maxRemembered) this.#facts.delete(oldest);
  }

  async *#measure(content: Readable, see: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
    let received = 0;
    for await (const chunk of content) {
      received += chunk.length;
      if (received > this.limit) throw this.#tooLarge();
      see(chunk);
      yield chunk;
    }
  }

  #tooLarge(): Problem {
    const detail = `The image is larger than the ${this.limit} octets that are allowed here (FULMAR_IMAGE_LIMIT).`;
    return new Problem('too-large', detail);
  }
}

async function readManifest({ at }: HeldContent): Promise<Solo5Image> {
  const image = await readHeld(at).catch((error: unknown) => {
    if (!(error instanceof ImageError)) throw error;
    throw new Problem('image-refused', `${error.message}.`, {
      cause: error,
      facts: { reason: error.code },
    });
  });
  if (!runnableTargets.includes(image.target)) {
    throw new Problem(
      'image-refused',
      `The image is built for ${image.target}; albatross runs ${runnableTargets.join(' and ')}. ` +
        'Build it with `mirage configure -t hvt` or `-t spt`.',
      { facts: { reason: 'target', target: image.target } },
    );
  }
  return image;
}

const readHeld = async (at: Buffer | string) =>
  typeof at === 'string' ? await readImageFile(at) : parseImage(at);

function describe(file: HeldContent, digest: string, solo5: Solo5Image): StoredImage {
  return {
    digest,
    size: file.size,
    solo5,
    open: () => file.open(),
    discard: () => file.discard(),
    [Symbol.asyncDispose]: () => file.discard(),
  };
}
