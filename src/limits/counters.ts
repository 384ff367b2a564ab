import type { Clock } from '../base/clock.ts';

/** Lengths of time, in milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What has been counted of something, since a time that is a whole multiple of the length. */
export interface Count {
  readonly value: number;
  readonly countedAt: Date;
  /** When it begins anew. */
  readonly endsAt: Date;
  readonly key: string;
}

/** Something of which there may be so many in a length of time. */
export interface Limited {
  /** 200 characters at most. */
  readonly subject: string;
  readonly length: number;
  readonly max: number;
}

/** What is added to a count, which is forgotten some time after its end. */
export interface Addition {
  readonly key: string;
  readonly more: number;
  readonly max: number;
  readonly endsAt: Date;
}

/** Where counts are kept. */
export interface CountStore {
  /** Adds to one after the other until one comes to more than its `max`; gives what these come to. */
  add(additions: readonly Addition[]): Promise<readonly number[]>;
  /** Makes one of those that were counted undone. */
  takeBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
  /** Forgets what ended before a time. */
  purge(before: Date): Promise<void>;
}

/**
 * Counts what happens, in stretches of time of a given length; all servers that share a store count
 * together. The stretches begin at whole multiples of their length, so that whoever is told when
 * one ends is always told the same.
 */
export class Counters {
  readonly #store: CountStore;
  readonly #clock: Clock;

  constructor(store: CountStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Counts one more of `subject` (200 characters at most), or so many; says how many that makes. */
  async add(subject: string, length: number, more = 1): Promise<Count> {
    const [count] = await this.addInTurn(
      [{ subject, length, max: Number.POSITIVE_INFINITY }],
      more,
    );
    if (!count) throw new Error(`${subject} was not counted`);
    return count;
  }

  /**
   * Counts one more of each, or so many, one after the other, until one of them is past its limit: what comes behind
   * that is not counted. Says how many that makes.
   */
  async addInTurn(limited: readonly Limited[], more = 1): Promise<Count[]> {
    const countedAt = this.#clock();
    const additions = limited.map(({ subject, length, max }) => {
      const stretch = Math.floor(countedAt.getTime() / length);
      return { key: `${subject}@${stretch}`, more, max, endsAt: new Date((stretch + 1) * length) };
    });
    const values = await this.#store.add(additions);
    return additions
      .slice(0, values.length)
      .map(({ key, endsAt }, index) => ({ key, endsAt, countedAt, value: values[index] ?? 0 }));
  }

  /** Makes one of those that were counted undone. */
  async takeBack({ key, endsAt }: Count): Promise<void> {
    if (endsAt > this.#clock()) await this.#store.takeBack(key);
  }

  /** Begins anew with what was counted. */
  async forget({ key }: Count): Promise<void> {
    await this.#store.forget(key);
  }

  /** Forgets what has been over for an hour: clocks of servers differ. */
  async purge(): Promise<void> {
    await this.#store.purge(new Date(this.#clock().getTime() - hour));
  }
}
