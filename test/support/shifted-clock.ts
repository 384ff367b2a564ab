import type { Clock } from '../../src/base/clock.ts';

/** The machine's time, and what was let pass at once. */
export class ShiftedClock {
  #passed = 0;

  readonly now: Clock = () => new Date(Date.now() + this.#passed);

  /** Lets so many minutes pass at once. */
  pass(minutes: number): void {
    this.#passed += minutes * 60_000;
  }
}
