import { unlessAborted } from '../base/timer.ts';
import type { StoredImage } from '../storage/image-store.ts';

/** What came of a fetch. */
export interface Fetched {
  readonly image: StoredImage;
  /** Whether it is kept here anyway, and nobody needs to hold it. */
  readonly isKept: boolean;
}

interface Fetch {
  readonly fetched: Promise<Fetched>;
  readonly leaving: AbortController;
  /** Who waits for it, or has it. */
  holders: number;
}

/**
 * Images that several want at once: each is fetched once for all of them, ends when the last who waits has
 * left, and stays until the last who got it discards it.
 */
export class SharedFetches {
  /** What is under way or held, by what it is. */
  readonly #fetches = new Map<string, Fetch>();

  /**
   * The image that is being fetched for this, or is held by others, or is fetched now. Rejects as that, and
   * with the signal's reason. What it gives is the caller's alone.
   */
  async join(
    what: string,
    signal: AbortSignal,
    begin: (signal: AbortSignal) => Promise<Fetched>,
  ): Promise<StoredImage> {
    signal.throwIfAborted();
    const fetch = this.#fetches.get(what) ?? this.#begin(what, begin);
    fetch.holders += 1;
    const leave = once(() => this.#leave(what, fetch));
    try {
      const { image, isKept } = await unlessAborted(fetch.fetched, signal);
      if (isKept) return image;
      return { ...image, discard: leave, [Symbol.asyncDispose]: leave };
    } catch (error) {
      await leave();
      throw error;
    }
  }

  #begin(what: string, begin: (signal: AbortSignal) => Promise<Fetched>): Fetch {
    const leaving = new AbortController();
    const fetch = { fetched: begin(leaving.signal), leaving, holders: 0 };
    this.#fetches.set(what, fetch);
    const forget = () => this.#forget(what, fetch);
    fetch.fetched.then(({ isKept }) => isKept && forget(), forget);
    return fetch;
  }

  async #leave(what: string, fetch: Fetch): Promise<void> {
    fetch.holders -= 1;
    if (fetch.holders > 0) return;
    this.#forget(what, fetch);
    fetch.leaving.abort();
    const fetched = await fetch.fetched.catch(() => null);
    await fetched?.image.discard();
  }

  #forget(what: string, fetch: Fetch): void {
    if (this.#fetches.get(what) === fetch) this.#fetches.delete(what);
  }
}

/** Does something the first time; the same comes of it again. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}
