import { Readable } from 'node:stream';

/** How much may wait for a subscriber who does not read; more is lost to it. */
const maxWaiting = 4096;

/** What is told to one subscriber, from now on; reading it throws once `signal` is aborted. */
export class Feed<T> implements AsyncIterable<T> {
  readonly #items = new Readable({ objectMode: true, read() {} });

  /** `onClose` is called when the feed has ended, either way. */
  constructor(signal: AbortSignal, onClose: () => void) {
    this.#items.once('close', onClose);
    const leave = () => this.#items.destroy();
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  }

  push(item: T): void {
    if (this.#items.readableLength < maxWaiting) this.#items.push(item);
  }

  /** Ends it after what waits. */
  end(): void {
    this.#items.push(null);
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return this.#items[Symbol.asyncIterator]();
  }
}
