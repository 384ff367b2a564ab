import type { Clock, MonotonicClock } from '../../../src/base/clock.ts';
import type { Timer } from '../../../src/base/timer.ts';

interface Alarm {
  readonly at: number;
  readonly action: () => void;
}

/** A time that stands still until a test moves it. */
export class ManualTime {
  #now = Date.parse('2026-01-01T00:00:00Z');
  readonly #alarms = new Set<Alarm>();
  #arrived = Promise.withResolvers<void>();

  readonly clock: Clock = () => new Date(this.#now);

  readonly now: MonotonicClock = () => this.#now;

  readonly timer: Timer = (milliseconds, action) => {
    const alarm = { at: this.#now + milliseconds, action };
    this.#alarms.add(alarm);
    this.#arrived.resolve();
    return { [Symbol.dispose]: () => this.#alarms.delete(alarm) };
  };

  /** In how many milliseconds something is due, the earliest first. */
  get due(): number[] {
    return [...this.#alarms].map(({ at }) => at - this.#now).sort((one, other) => one - other);
  }

  /** Resolves when something is due in the next milliseconds. */
  async planned(within: number): Promise<void> {
    while (!this.#next(this.#now + within)) {
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
  }

  /** Lets time pass, and all that is due in it happen, what follows from it included. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#alarms.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
      await settle();
    }
    this.#now = end;
  }

  /** Sets the clock back, as somebody does whose clock was wrong. */
  setBack(milliseconds: number): void {
    this.#now -= milliseconds;
  }

  #next(end: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ at }) => at <= end);
    return due.sort((one, other) => one.at - other.at)[0];
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
