import type { EntityManager } from '../../database/database.ts';
import { dayOf, daysKept, formatDay } from './days.ts';
import { TokenDay } from './token-day.ts';

/** How often a token was used in one day. */
export interface DayUses {
  /** `2026-11-22`, in UTC. */
  readonly day: string;
  readonly uses: number;
}

/** A token's uses on each of the last 90 days, today the last, as far as they are written. */
export async function readUses(em: EntityManager, tokenId: string, now: Date): Promise<DayUses[]> {
  const first = dayOf(now) - daysKept + 1;
  const stored = await em.find(TokenDay, { tokenId, day: { $gte: formatDay(first) } });
  const counts = new Map(stored.map(({ day, uses }) => [day, uses]));
  return Array.from({ length: daysKept }, (_, index) => {
    const day = formatDay(first + index);
    return { day, uses: counts.get(day) ?? 0 };
  });
}
