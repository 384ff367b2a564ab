import type { Clock } from '../base/clock.ts';
import { pause, type Timer } from '../base/timer.ts';

/** What happens to a reading before the host can do anything about it. */
export interface ReadingSteps {
  /** It has its slot among the host's commands. */
  slotTaken(): void;
  /** It is let through to its handshake. */
  begun(): void;
}

/** Reads a list from its host, saying how far it is. */
export type ListReader<T> = (steps: ReadingSteps) => Promise<T>;

/** One reading of a list, under way or done; shared by all who wait for it. */
export class ListReading<T> {
  readonly result: Promise<T>;
  readonly #clock: Clock;
  readonly #slotTaken = Promise.withResolvers<void>();
  readonly #begun = Promise.withResolvers<void>();
  #hasSlot = false;
  #begunAt = 0;
  #doneAt: number | null = null;

  constructor(read: ListReader<T>, clock: Clock) {
    this.#clock = clock;
    this.result = read({ slotTaken: () => this.#takeSlot(), begun: () => this.#begin() });
    const finish = () => {
      this.#doneAt = this.#now();
    };
    this.result.then(finish, finish);
  }

  /**
   * Whether it is under way, or ended less than so many milliseconds ago; not where the clock was
   * set back since, for nobody knows then.
   */
  isFresh(milliseconds: number): boolean {
    if (this.#doneAt === null) return true;
    const age = this.#now() - this.#doneAt;
    return age >= 0 && age < milliseconds;
  }

  /**
   * Resolves when the host has had `patience` milliseconds and should be waited for no longer: for
   * a slot, or, from the handshake on, for the answer. The wait for one's turn among the
   * handshakes of all hosts is not the host's fault and does not count.
   */
  async outlasts(patience: number, timer: Timer, signal: AbortSignal): Promise<void> {
    await Promise.race([this.#slotTaken.promise, pause(timer, patience, signal)]);
    if (!this.#hasSlot) return;
    await this.#begun.promise;
    const left = this.#begunAt + patience - this.#now();
    await pause(timer, Math.min(patience, Math.max(0, left)), signal);
  }

  #takeSlot(): void {
    this.#hasSlot = true;
    this.#slotTaken.resolve();
  }

  #begin(): void {
    this.#begunAt ||= this.#now();
    this.#begun.resolve();
  }

  #now(): number {
    return this.#clock().getTime();
  }
}
