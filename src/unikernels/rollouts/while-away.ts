import type { MonotonicClock } from '../../base/clock.ts';
import { pause, type Timer } from '../../base/timer.ts';
import { databaseFault } from '../../database/errors.ts';

/** Milliseconds for which the database may be away, as while another takes its place. */
const mayBeAway = 60_000;

/** Milliseconds between two tries. */
const rest = 1_000;

export interface WhileAwayDeps {
  readonly timer: Timer;
  readonly now: MonotonicClock;
}

/**
 * Asks whether a rollout is still wanted. While the database is away for a moment it is: what was seen of it so far
 * would be lost, and whatever is done in the end is written only where it is still open.
 */
export class WhileAway {
  readonly #deps: WhileAwayDeps;
  readonly #expectWanted: () => Promise<void>;
  #awaySince: number | null = null;

  constructor(deps: WhileAwayDeps, expectWanted: () => Promise<void>) {
    this.#deps = deps;
    this.#expectWanted = expectWanted;
  }

  /** Rejects where it is over, and with the fault of a database that is away for too long. */
  async expectWanted(): Promise<void> {
    await this.#ask();
  }

  /** The same, once the database has answered. */
  async expectAnswered(signal: AbortSignal): Promise<void> {
    while (!(await this.#ask())) await pause(this.#deps.timer, rest, signal);
  }

  /** Whether the database has answered. */
  async #ask(): Promise<boolean> {
    try {
      await this.#expectWanted();
      this.#awaySince = null;
      return true;
    } catch (error) {
      if (databaseFault(error) === null) throw error;
      const now = this.#deps.now();
      this.#awaySince ??= now;
      if (now - this.#awaySince >= mayBeAway) throw error;
      return false;
    }
  }
}
