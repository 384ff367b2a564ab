/** Periods that a token can live, in calendar months. */
const months = {
  '1 month': 1,
  '3 months': 3,
  '6 months': 6,
  '1 year': 12,
  '2 years': 24,
} as const;

export type Period = keyof typeof months;

export const periods = ['1 month', '3 months', '6 months', '1 year', '2 years'] as const;

/**
 * The same day and time (UTC) a period later, or the last day of a month that is too short for
 * it: a month from 31 January is 28 or 29 February.
 */
export function addPeriod(start: Date, period: Period): Date {
  const year = start.getUTCFullYear();
  const month = start.getUTCMonth() + months[period];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const end = new Date(start);
  end.setUTCFullYear(year, month, Math.min(start.getUTCDate(), lastDay));
  return end;
}
