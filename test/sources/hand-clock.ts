import { setImmediate } from 'node:timers/promises';
import type { MonotonicClock } from '../../src/base/clock.ts';
import type { Timer } from '../../src/base/timer.ts';

interface Planned {
  readonly at: number;
  readonly action: () => void;
}

/** Time that goes on only when a test says so. */
export class HandClock {
  #now = 0;
  readonly #planned = new Set<Planned>();
  #arrived = Promise.withResolvers<void>();

  readonly clock: MonotonicClock = () => this.#now;

  readonly timer: Timer = (milliseconds, action) => {
    const planned = { at: this.#now + milliseconds, action };
    this.#planned.add(planned);
    this.#arrived.resolve();
    return { [Symbol.dispose]: () => void this.#planned.delete(planned) };
  };

  get isIdle(): boolean {
    return this.#planned.size === 0;
  }

  /** When something is planned for the next milliseconds. */
  async planned(within = Number.POSITIVE_INFINITY): Promise<void> {
    while (!this.#next(this.#now + within)) {
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
  }

  /** Lets time go on, action by action; between them what has come is read. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#planned.delete(next);
      this.#now = next.at;
      next.action();
      await setImmediate();
    }
    this.#now = end;
  }

  #next(end: number): Planned | null {
    const due = [...this.#planned].filter(({ at }) => at <= end);
    return due.toSorted((one, other) => one.at - other.at)[0] ?? null;
  }
}
