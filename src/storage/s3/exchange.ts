import { firstOf, type Timer, unlessAborted } from '../../base/timer.ts';
import { S3Error } from './errors.ts';

/** One request and its answer, which may take long, but not stand still. */
export class Exchange {
  readonly #broken = new AbortController();
  readonly #timer: Timer;
  readonly #stallTime: number;
  #watch: Disposable | null = null;
  /** Aborts when it has stood still, when its content has failed, or with the caller's signal. */
  readonly signal: AbortSignal;

  /** `stallTime`: milliseconds without progress. */
  constructor(timer: Timer, stallTime: number, signal?: AbortSignal) {
    this.#timer = timer;
    this.#stallTime = stallTime;
    this.signal = firstOf(this.#broken.signal, signal) ?? this.#broken.signal;
  }

  /** Waits for the other side, not for ever. Rejects with the signal's reason. */
  async wait<T>(promise: Promise<T>): Promise<T> {
    this.#startWatch();
    try {
      return await unlessAborted(promise, this.signal);
    } finally {
      this.#endWatch();
    }
  }

  /** The content as it is sent, up to the answer: how long its own source takes does not count. */
  async *sending(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      for await (const piece of content) {
        this.#startWatch();
        yield piece;
        this.#endWatch();
      }
      this.#startWatch();
    } catch (error) {
      this.#broken.abort(error);
      throw error;
    }
  }

  /** The content of an answer: how long its reader takes does not count. */
  async *receiving(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const pieces = content[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await this.wait(pieces.next());
        if (done) return;
        yield value;
      }
    } catch (error) {
      throw this.failure(error);
    } finally {
      this.#broken.abort(new S3Error('was not heard to its end')); // which ends the connection
    }
  }

  /** Why it has failed: what the signal says, or what the network does. */
  failure(error: unknown): unknown {
    if (error instanceof S3Error) return error;
    if (this.signal.aborted) return this.signal.reason;
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    return new S3Error(`cannot be reached${code}`, { cause: error });
  }

  #startWatch(): void {
    this.#endWatch();
    const late = new S3Error(`did not go on for ${this.#stallTime / 1000} s`);
    this.#watch = this.#timer(this.#stallTime, () => this.#broken.abort(late));
  }

  #endWatch(): void {
    this.#watch?.[Symbol.dispose]();
    this.#watch = null;
  }
}
