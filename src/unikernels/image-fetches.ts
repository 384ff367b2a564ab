import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { Logger } from '../base/log.ts';
import type { Deps } from './deps.ts';
import { keepLoopingImage } from './keep-looping.ts';
import type { UnikernelLocation } from './location.ts';

export interface ImageFetchesDeps extends Pick<Deps, 'images' | 'kept' | 'timer'> {
  readonly log: Pick<Logger, 'warn'>;
}

/** Copies images of what runs from their hosts while nobody waits for it. */
export class ImageFetches {
  readonly #deps: ImageFetchesDeps;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(deps: ImageFetchesDeps) {
    this.#deps = deps;
  }

  /** Begins with one, unless it is kept; it is tried once. */
  begin(location: UnikernelLocation, info: UnikernelInfo): void {
    const run = this.#keep(location, info).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Ends those that are under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  async #keep(location: UnikernelLocation, info: UnikernelInfo): Promise<void> {
    const { signal } = this.#closing;
    try {
      const unkept = await keepLoopingImage(this.#deps, location, info, signal);
      if (unkept) this.#warn(location, unkept);
    } catch (error) {
      if (!signal.aborted) this.#warn(location, error);
    }
  }

  #warn({ key }: UnikernelLocation, error: unknown): void {
    this.#deps.log.warn({ ...key, error }, 'the image of a unikernel is not copied from its host');
  }
}
