const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds after each try in vain, as Standard Webhooks recommends: about three days in all. */
const schedule = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** Part of a delay by which it is longer at random: what failed at once is not tried again at once. */
const jitter = 0.1;

/** The longest that a receiver may put it off. */
const maxPutOff = 24 * hour;

export interface FailedTry {
  /** How many there were, this one included. */
  readonly tries: number;
  /** When the receiver wants to be asked again; null: it does not say. */
  readonly retryAfter: Date | null;
  readonly now: Date;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

/** When to try again; null: not any more. */
export function nextTry({ tries, retryAfter, now, random }: FailedTry): Date | null {
  const delay = schedule[tries - 1];
  if (delay === undefined) return null;
  const planned = delay * (1 + jitter * random());
  const asked = retryAfter ? putOffUntil(retryAfter, now).getTime() - now.getTime() : 0;
  return new Date(now.getTime() + Math.max(planned, asked));
}

/** Until when a receiver puts off what it is sent: a day at most. */
export function putOffUntil(retryAfter: Date, now: Date): Date {
  return new Date(Math.min(retryAfter.getTime(), now.getTime() + maxPutOff));
}
