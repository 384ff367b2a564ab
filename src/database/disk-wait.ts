import { type FileHandle, open } from 'node:fs/promises';
import { DatabaseUnusableError } from './errors.ts';

/** The disk did not take what was committed. What it has of it is not known, also where it takes more later. */
class DiskRefusedError extends DatabaseUnusableError {
  /** As SQLite has it where it waits by itself. */
  readonly code = 'SQLITE_IOERR_FSYNC';

  constructor(cause: unknown) {
    const words = cause instanceof Error ? cause.message : String(cause);
    super(`The disk did not take what was written to the database: ${words}.`, { cause });
  }
}

/** Milliseconds after which the disk has what nobody waits for, unless somebody else does before. */
const soon = 20;

/** How often the disk is at work: who comes a moment late need not wait twice as long. */
const atOnce = 2;

/**
 * Has the journal of a SQLite file (its WAL) reach the disk, beside the thread that writes it. Those
 * who come while the disk is at work twice are served together by one wait for it, which begins after that.
 */
export class DiskWait {
  readonly #sync: () => Promise<void>;
  readonly #failed = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #isBehind = false;
  #latest: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(sync: () => Promise<void>) {
    this.#sync = sync;
  }

  /** Aborts, with the reason, when the disk did not take it: what it has is not known any more. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  /** Something was committed that the disk may not have. */
  noteCommitted(): void {
    this.#isBehind = true;
  }

  /** Resolves once the disk has all that was committed before the call. Rejects where it never will. */
  async settled(): Promise<void> {
    this.#failed.signal.throwIfAborted();
    if (this.#isBehind && !this.#next) this.#begin();
    await (this.#next ?? this.#latest);
  }

  /** Has the disk have it soon; `failed` tells where it never will. */
  settleSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.settled().catch(() => {}); // told by `failed`
    }, soon).unref();
  }

  #begin(): void {
    if (this.#running.size < atOnce) this.#start();
    else this.#next = this.#startLater();
  }

  async #startLater(): Promise<void> {
    await Promise.race(this.#running).catch(() => {}); // told to those who wait for that
    this.#next = null;
    this.#failed.signal.throwIfAborted();
    this.#start();
    await this.#latest;
  }

  #start(): void {
    this.#isBehind = false;
    this.#latest = this.#run(this.#latest);
    this.#latest.catch(() => {}); // told to those who wait for it
  }

  /** Who is told that the disk has it is told that of all that came before, too: so that has to be known. */
  async #run(before: Promise<void>): Promise<void> {
    const syncing = this.#sync();
    this.#running.add(syncing);
    try {
      await syncing;
    } catch (cause) {
      this.#failed.abort(new DiskRefusedError(cause));
    } finally {
      this.#running.delete(syncing);
    }
    await before;
    this.#failed.signal.throwIfAborted();
  }
}

/** As much of an open file as is needed here. */
type Handle = Pick<FileHandle, 'datasync' | 'close'>;

/**
 * The journal of a SQLite file, as far as its way to the disk goes. SQLite makes it and removes it, and
 * locks nothing in it, so that other handles of it may be opened and closed.
 */
export class Journal implements AsyncDisposable {
  readonly #open: () => Promise<Handle>;
  readonly #handles: Promise<Handle>[] = [];
  readonly #free: Promise<Handle>[] = [];

  constructor(file: string, openFile: (path: string) => Promise<Handle> = openWritable) {
    this.#open = () => openFile(`${file}-wal`);
  }

  /**
   * Resolves when the disk has all that was written to it. Linux tells each handle once of what was not
   * taken: of two waits on one handle, the later one could be told in the place of the earlier.
   */
  async sync(): Promise<void> {
    const handle = this.#free.pop() ?? this.#another();
    try {
      await (await handle).datasync();
    } finally {
      this.#free.push(handle);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#handles.map(async (handle) => await (await handle.catch(() => null))?.close()),
    );
  }

  #another(): Promise<Handle> {
    const handle = this.#open();
    this.#handles.push(handle);
    return handle;
  }
}

const openWritable = async (path: string) => await open(path, 'r+');
