import { unlessAborted } from '../../base/timer.ts';

/** What reads one console, until the signal aborts. */
type Reading = (signal: AbortSignal) => Promise<void>;

/** Reads consoles of one host: whoever looks at it waits for them, but not for long. */
export class ConsoleReadings implements AsyncDisposable {
  readonly #report: (error: unknown) => void;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();

  /** `report` tells what fails of those that nobody waits for any more. */
  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  /** Whether some are still being read. */
  get areUnderWay(): boolean {
    return this.#running.size > 0;
  }

  /** Until all are read, or `over` aborts: they go on then. Rejects as one of them does before. */
  async read(readings: readonly Reading[], signal: AbortSignal, over: AbortSignal): Promise<void> {
    const bound = AbortSignal.any([signal, this.#closing.signal]);
    const all = Promise.all(readings.map((read) => this.#track(read(bound))));
    try {
      await unlessAborted(all, over);
    } catch (error) {
      if (!over.aborted) throw error;
      all.catch((late: unknown) => bound.aborted || this.#report(late));
    }
  }

  #track(reading: Promise<void>): Promise<void> {
    const running = reading.finally(() => this.#running.delete(running));
    this.#running.add(running);
    return running;
  }

  /** Ends those that are under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }
}
