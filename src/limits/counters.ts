import type { RateLimiterCompatibleAbstract } from 'rate-limiter-flexible';
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

/**
 * Counts what happens, in stretches of time of a given length; all servers that share a store count
 * together. The stretches begin at whole multiples of their length, so that whoever is told when
 * one ends is always told the same.
 */
export class Counters {
  readonly #store: RateLimiterCompatibleAbstract;
  readonly #clock: Clock;

  constructor(store: RateLimiterCompatibleAbstract, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Counts one more of `subject` (200 characters at most), or so many; says how many that makes. */
  async add(subject: string, length: number, more = 1): Promise<Count> {
    const countedAt = this.#clock();
    const stretch = Math.floor(countedAt.getTime() / length);
    const key = `${subject}@${stretch}`;
    const options = { customDuration: length / 1000 };
    const { consumedPoints } = await this.#store.penalty(key, more, options);
    return { value: consumedPoints, countedAt, endsAt: new Date((stretch + 1) * length), key };
  }

  /** Makes one of those that were counted undone. */
  async takeBack({ key, endsAt }: Count): Promise<void> {
    const left = endsAt.getTime() - this.#clock().getTime();
    if (left > 0) await this.#store.reward(key, 1, { customDuration: Math.ceil(left / 1000) });
  }

  /** Begins anew with what was counted. */
  async forget({ key }: Count): Promise<void> {
    await this.#store.delete(key);
  }
}

/** What the stores are told: they count, and whoever asked decides what is too much. */
export const storeOptions = {
  keyPrefix: '',
  points: Number.MAX_SAFE_INTEGER,
  duration: hour / 1000,
} as const;
