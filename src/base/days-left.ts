const day = 24 * 60 * 60 * 1000;

/** Before how many days something that ends is told to: each once. */
const told = [1, 3, 14] as const;

/** The days to tell about before something that began at `since` ends; null: it is too early for any. */
export function daysLeft(since: Date, until: Date, now: Date): number | null {
  const left = until.getTime() - now.getTime();
  const lives = until.getTime() - since.getTime();
  // Of what lives no longer than that it is no news.
  return told.find((days) => left > 0 && left <= days * day && lives > days * day) ?? null;
}

/** The last moment at which something may end that there is anything to tell of. */
export const tellsUntil = (now: Date): Date => new Date(now.getTime() + 14 * day);
