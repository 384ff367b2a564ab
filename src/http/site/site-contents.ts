import { hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { Problem } from '../../base/errors.ts';

/** Octets of what was asked for lately, which is read no more. */
const maxKept = 4 * 1024 * 1024;

/** What is known of a file as it is now. */
interface Known {
  /** Its time and size, which another build changes. */
  readonly stamp: string;
  readonly digest: string;
  readonly size: number;
  /** Whoever still sends it shares it with who is next. */
  readonly content: WeakRef<Buffer>;
}

/** A file of the site without its content. */
export type FileFacts = Pick<Known, 'digest' | 'size'>;

interface FileContent extends FileFacts {
  readonly content: Buffer;
}

/**
 * The contents of the site's files: each is held once at most, however many clients take their time over it,
 * and what it is known by is computed once.
 */
export class SiteContents {
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<FileContent>>();
  readonly #kept = new LRUCache<string, Buffer>({
    maxSize: maxKept,
    sizeCalculation: (content) => Math.max(content.length, 1),
  });

  /** What a file is known by; it is read only where it is new. Throws `not-found` where it is gone. */
  async factsOf(place: string): Promise<FileFacts> {
    const stamp = await stampOf(place);
    const known = this.#known.get(place);
    return known?.stamp === stamp ? known : await this.#read(place, stamp);
  }

  /** The content of a file with what it is known by. Throws as `factsOf`. */
  async contentOf(place: string): Promise<FileContent> {
    const stamp = await stampOf(place);
    const known = this.#known.get(place);
    const content = known?.stamp === stamp ? known.content.deref() : undefined;
    if (!known || !content) return await this.#read(place, stamp);
    this.#kept.set(place, content);
    return { digest: known.digest, size: known.size, content };
  }

  /** Those who ask for it meanwhile wait for the same. */
  #read(place: string, stamp: string): Promise<FileContent> {
    const key = `${stamp} ${place}`;
    const under = this.#reading.get(key);
    if (under) return under;
    const reading = this.#readNow(place, stamp).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #readNow(place: string, stamp: string): Promise<FileContent> {
    const content = await orGone(readFile(place));
    const facts = { digest: hash('sha256', content), size: content.length };
    this.#known.set(place, { ...facts, stamp, content: new WeakRef(content) });
    this.#kept.set(place, content);
    return { ...facts, content };
  }
}

async function stampOf(place: string): Promise<string> {
  const { mtimeMs, size } = await orGone(stat(place));
  return `${mtimeMs}/${size}`;
}

async function orGone<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'ENOENT') throw error;
    const hint = 'The dashboard has been rebuilt since the server started.';
    throw new Problem('not-found', `This file no longer exists. ${hint}`);
  }
}
