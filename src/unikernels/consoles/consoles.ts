import { AccountLimit } from '../../base/account-limit.ts';
import type { MonotonicClock } from '../../base/clock.ts';
import type { HistoryLine } from './history/lines-of.ts';
import { type HistoryPage, historyLines, readHistory } from './history/read-history.ts';
import type { HistoryRange } from './history/read-segments.ts';
import type { ConsoleKey } from './kept-unikernels.ts';
import type { Wanted } from './search/find-text.ts';
import { searchHistory } from './search/search-history.ts';
import type { ConsoleStore, Tail } from './store/console-store.ts';
import { pruneConsoles, type RoomLimits } from './store/prune.ts';
import { sweep, type Unreferenced } from './store/sweep.ts';

/** Searches at once: a thread each. */
const searches = { ofAccount: 1, ofAll: 2 };

export interface ConsolesDeps {
  readonly store: ConsoleStore;
  readonly room: RoomLimits;
  readonly now: MonotonicClock;
}

/** How many lines, and until when they are wanted. */
export interface PageOptions {
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** What was kept of consoles. */
export class Consoles {
  readonly #deps: ConsolesDeps;
  readonly #searches = new AccountLimit(searches);
  #unreferenced: Unreferenced = new Set();

  constructor(deps: ConsolesDeps) {
    this.#deps = deps;
  }

  async page(range: HistoryRange, { limit, signal }: PageOptions): Promise<HistoryPage> {
    return await readHistory(this.#deps.store, range, limit, signal);
  }

  /** The last lines of one. */
  async tail(key: ConsoleKey): Promise<Tail> {
    return await this.#deps.store.tail(key);
  }

  /** The lines with a text in them; searches of an account are made one by one. */
  async search(
    range: HistoryRange,
    wanted: Wanted,
    { limit, signal }: PageOptions,
  ): Promise<HistoryPage> {
    const { store, now } = this.#deps;
    const search = () => searchHistory(store, range, wanted, { limit, now, signal });
    return await this.#searches.within(range.key.domain, signal, search);
  }

  /** All lines, as they are asked for. */
  lines(range: HistoryRange, signal: AbortSignal): AsyncIterable<HistoryLine> {
    return historyLines(this.#deps.store, range, signal);
  }

  /** Removes what is kept long enough, and what there is no room for. */
  async purge(): Promise<void> {
    await pruneConsoles(this.#deps.store, this.#deps.room);
    this.#unreferenced = await sweep(this.#deps.store, this.#unreferenced);
  }
}
