import type { MonotonicClock } from '../base/clock.ts';
import type { Database } from './database.ts';
import { WrittenProbe } from './entity.ts';

/** Milliseconds that an answer is good for: whoever asks more often has nothing written. */
const freshFor = 1_000;

/** As much as a change writes, and more than is left over by one that did not fit. */
const size = 16_384;

export interface WriteProbeDeps {
  readonly database: Pick<Database, 'em'>;
  readonly now: MonotonicClock;
  /** The id of this server: none waits for another. */
  readonly server: string;
}

/** Finds out whether the database takes writes, once a second at most. */
export class WriteProbe {
  readonly #deps: WriteProbeDeps;
  #last: { readonly at: number; readonly outcome: Promise<unknown> } | null = null;

  constructor(deps: WriteProbeDeps) {
    this.#deps = deps;
  }

  /** Rejects as the write does. */
  async check(): Promise<void> {
    const at = this.#deps.now();
    if (this.#last === null || at - this.#last.at >= freshFor) {
      this.#last = { at, outcome: this.#write(at) };
    }
    await this.#last.outcome;
  }

  /** Another content each time: what stays as it is need not be written. */
  async #write(at: number): Promise<void> {
    const { database, server } = this.#deps;
    await database
      .em()
      .upsert(WrittenProbe, { server, content: `${at} `.repeat(size).slice(0, size) });
  }
}
