import type { EntityManager } from '../../database/database.ts';
import { TokenDay } from './token-day.ts';

const dayLength = 24 * 60 * 60 * 1000;

/** For how many days the use of tokens is kept, today included. */
export const daysKept = 90;

/** The day (UTC) that a time is in, counted from 1 January 1970. */
export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / dayLength);
}

/** A day as it is stored and shown: `2026-11-22`. */
export function formatDay(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

/** Counts so many uses of a token in a day, besides those that are written already. */
export async function writeDay(
  em: EntityManager,
  tokenId: string,
  day: number,
  uses: number,
): Promise<void> {
  await em.execute(
    'insert into token_days (token_id, day, uses) values (?, ?, ?) ' +
      'on conflict (token_id, day) do update set uses = token_days.uses + excluded.uses',
    [tokenId, formatDay(day), uses],
  );
}

/** Forgets the days that are too long ago on a day. */
export async function forgetOldDays(em: EntityManager, today: number): Promise<void> {
  await em.nativeDelete(TokenDay, { day: { $lte: formatDay(today - daysKept) } });
}
