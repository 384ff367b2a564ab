import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../base/make-folder.ts';
import { diskFull, isDiskFull, makeDurable } from './durable.ts';
import { GrowingClaim } from './growing-claim.ts';
import { Room, type RoomLimits } from './room.ts';
import { SmallContents } from './small-contents.ts';

/** Content that is on the disk whole. Whoever got it discards it. */
export interface SpooledFile {
  readonly id: string;
  readonly path: string;
  /** Octets. */
  readonly size: number;
  /** The content from its beginning, in chunks of up to 1 MiB. */
  open(): Readable;
  /** Removes the file; once more does nothing. */
  discard(): Promise<void>;
}

/** Content that is here whole, until this process ends at the latest. Whoever got it discards it. */
export interface HeldContent extends Pick<SpooledFile, 'size' | 'open' | 'discard'> {
  /** Its octets where it is small; else the path of a file. */
  readonly at: Buffer | string;
}

export interface StoreOptions {
  /** Whose share of the room it takes. */
  readonly account: string;
  /** Octets that are certain to come: refused at once where they have no room. */
  readonly announced?: number;
  readonly signal?: AbortSignal;
}

const chunkSize = 1024 * 1024;
const incomplete = '.part';

/**
 * A folder for content between its arrival and its use. A file carries its id as its name once it
 * is complete, and ends in `.part` until then, so that a start can tell the two apart.
 */
export class Spool {
  readonly #folder: string;
  readonly #room: Room;
  readonly #small = new SmallContents();

  private constructor(folder: string, limits: RoomLimits) {
    this.#folder = folder;
    this.#room = new Room(limits);
  }

  /** Opens the folder, made when it is missing, and removes what is incomplete in it. */
  static async open(folder: string, limits: RoomLimits): Promise<Spool> {
    await makeFolder(folder);
    const spool = new Spool(folder, limits);
    await spool.#removeWhere((name) => name.endsWith(incomplete));
    return spool;
  }

  /** Octets that are here or announced. */
  get taken(): number {
    return this.#room.taken;
  }

  /** Octets of those that an account has. */
  takenBy(account: string): number {
    return this.#room.takenBy(account);
  }

  /** Octets that may still come. */
  get left(): number {
    return this.#room.left;
  }

  /** Throws `no-room` where so many octets of an account would not find room now; takes nothing. */
  expectRoomFor(octets: number, account: string): void {
    this.#room.claim(octets, account);
    this.#room.release(octets, account);
  }

  /**
   * Stores `content` to its end. Rejects with `no-room` when the limit, the account's share or the
   * disk is reached, with the content's own error when it breaks off, with the signal's reason; nothing stays then.
   */
  async store(content: Readable, options: StoreOptions): Promise<SpooledFile> {
    const id = randomUUID();
    const path = join(this.#folder, id);
    const claim = new GrowingClaim(this.#room, options);
    try {
      await pipeline(
        content,
        (chunks: AsyncIterable<Buffer>) => claim.count(chunks),
        createWriteStream(path + incomplete, { mode: 0o600, highWaterMark: chunkSize }),
        { signal: options.signal },
      );
      await makeDurable(path + incomplete);
      await rename(path + incomplete, path);
      await makeDurable(this.#folder);
    } catch (error) {
      // What cannot be removed is removed at the next start; why it failed is told all the same.
      await Promise.allSettled([path + incomplete, path].map((name) => rm(name, { force: true })));
      claim.giveBack();
      throw isDiskFull(error) ? diskFull('the spool', error) : error;
    }
    claim.settle();
    return this.#file(id, claim.received, options.account);
  }

  /**
   * Takes `content` to its end for use by this process alone: what is small stays in memory, the rest is in a file
   * of which nothing outlives the process, so that nobody waits until the disk has it. Rejects as `store`.
   */
  async hold(content: Readable, options: StoreOptions): Promise<HeldContent> {
    const path = join(this.#folder, randomUUID() + incomplete);
    const claim = new GrowingClaim(this.#room, options);
    try {
      const taken = await this.#small.take(claim.count(content));
      if (taken.octets) {
        claim.settle();
        return this.#inMemory(taken.octets, options.account);
      }
      const file = createWriteStream(path, { mode: 0o600, highWaterMark: chunkSize });
      await pipeline(taken.all, file, { signal: options.signal });
    } catch (error) {
      content.destroy();
      await Promise.allSettled([rm(path, { force: true })]);
      claim.giveBack();
      throw isDiskFull(error) ? diskFull('the spool', error) : error;
    }
    claim.settle();
    const { size, open, discard } = this.#at(path, claim.received, options.account);
    return { at: path, size, open, discard };
  }

  /** A complete file that an account has of an earlier run, or null where there is none. */
  async find(id: string, account: string): Promise<SpooledFile | null> {
    const found = await stat(join(this.#folder, id)).catch(() => null);
    if (!found) return null;
    this.#room.occupy(found.size, account);
    return this.#file(id, found.size, account);
  }

  /** Removes every file whose id is not among those to keep; says how many there were. */
  async keepOnly(ids: ReadonlySet<string>): Promise<number> {
    return await this.#removeWhere((name) => !ids.has(name));
  }

  async #removeWhere(matches: (name: string) => boolean): Promise<number> {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    // A disk that is mounted there has a folder of its own, `lost+found`.
    const files = entries.filter((entry) => entry.isFile());
    const names = files.map(({ name }) => name).filter(matches);
    await Promise.all(names.map((name) => rm(join(this.#folder, name), { force: true })));
    return names.length;
  }

  #file(id: string, size: number, account: string): SpooledFile {
    const path = join(this.#folder, id);
    return { id, path, ...this.#at(path, size, account) };
  }

  #inMemory(octets: Buffer, account: string): HeldContent {
    let held = true;
    return {
      at: octets,
      size: octets.length,
      open: () => Readable.from([octets], { objectMode: false }),
      discard: async () => {
        if (!held) return;
        held = false;
        this.#small.release(octets.length);
        this.#room.release(octets.length, account);
      },
    };
  }

  #at(path: string, size: number, account: string): Omit<SpooledFile, 'id' | 'path'> {
    let held = true;
    return {
      size,
      open: () => createReadStream(path, { highWaterMark: chunkSize }),
      discard: async () => {
        if (!held) return;
        held = false;
        await rm(path, { force: true }).catch((error) => {
          held = true; // for the next try
          throw error;
        });
        this.#room.release(size, account);
      },
    };
  }
}
