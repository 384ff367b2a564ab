/** How long before its end a token is marked: 14 days, in milliseconds. */
const warningTime = 14 * 24 * 60 * 60 * 1000;

/** Whether what ends at `expiresAt` (null: never) has ended. */
export function isExpired(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** The earlier of two ends; null: never. */
export function earlier(one: Date, other: Date | null | undefined): Date {
  return other && other < one ? other : one;
}

/** Whether what still lives ends within 14 days. */
export function expiresSoon(expiresAt: Date | null, now: Date): boolean {
  if (expiresAt === null || expiresAt <= now) return false;
  return expiresAt.getTime() - now.getTime() <= warningTime;
}
