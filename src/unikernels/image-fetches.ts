import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { pause } from '../base/timer.ts';
import type { Deps } from './deps.ts';
import { isFinal, keepLoopingImage } from './keep-looping.ts';
import type { UnikernelLocation } from './location.ts';

export interface ImageFetchesDeps extends Pick<Deps, 'images' | 'kept' | 'timer'> {
  readonly log: Pick<Logger, 'warn'>;
}

/** How often one is tried, which takes an hour and a half in all. */
const tries = 16;

/** Milliseconds to wait after the n-th failed try, n from 1. */
const pauseAfter = (nth: number) => Math.min(600_000, 2_500 * 2 ** nth);

/** Copies images of what runs from their hosts while nobody waits for it. */
export class ImageFetches {
  readonly #deps: ImageFetchesDeps;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(deps: ImageFetchesDeps) {
    this.#deps = deps;
  }

  /** Begins with one, unless it is kept; what fails is tried again, unless it always will. */
  begin(location: UnikernelLocation, info: UnikernelInfo): void {
    const run = this.#keep(location, info)
      .catch((error) => this.#warn(location, error))
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Ends those that are under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  async #keep(location: UnikernelLocation, info: UnikernelInfo): Promise<void> {
    const { signal } = this.#closing;
    for (let nth = 1; nth <= tries; nth += 1) {
      const unkept = await this.#try(location, info);
      if (unkept === null) return;
      this.#warn(location, unkept);
      if (unkept instanceof Problem && isFinal(unkept)) return;
      if (nth < tries) await pause(this.#deps.timer, pauseAfter(nth), signal);
    }
  }

  /** null: it is kept. */
  async #try(location: UnikernelLocation, info: UnikernelInfo): Promise<unknown> {
    try {
      return await keepLoopingImage(this.#deps, location, info, this.#closing.signal);
    } catch (error) {
      return error;
    }
  }

  #warn({ key }: UnikernelLocation, error: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#deps.log.warn({ ...key, error }, 'the image of a unikernel is not copied from its host');
  }
}
