import { z } from 'zod';
import { Problem } from '../base/errors.ts';
import { textField } from './fields.ts';

const maxLimit = 1000;

const limit = z.coerce
  .number(`must be from 1 to ${maxLimit}`)
  .pipe(z.int().min(1).max(maxLimit))
  .optional()
  .meta({
    ...{ param: { id: 'Limit' }, type: 'integer', minimum: 1, maximum: maxLimit },
    description: 'At most so many of the list. Without it as many as the list says, or all.',
  });

const cursor = textField
  .max(200)
  .optional()
  .meta({ param: { id: 'Cursor' }, description: 'The `next` of the page before, as it was.' });

/** How every list is paged, and no list otherwise. */
export const pageQuery = { limit, cursor };

/** What every list that is paged answers beside `data`. */
export const nextField = z
  .string()
  .nullable()
  .meta({ id: 'Next', description: 'The `cursor` of the next page; null: there is none.' });

/** Which part of a list is asked for. */
export interface PageRequest {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** A part of a list, and where the next one begins. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly next: string | null;
}

/** A page of what is there as a whole, in the order of its positions, which differ. */
export function pageOf<T>(
  all: readonly T[],
  positionOf: (one: T) => string,
  { limit = all.length, cursor = '' }: PageRequest,
): Page<T> {
  const left = all
    .map((one) => ({ one, position: positionOf(one) }))
    .filter(({ position }) => position > cursor)
    .sort((a, b) => (a.position < b.position ? -1 : 1));
  const page = left.slice(0, limit);
  const next = left.length > page.length ? (page.at(-1)?.position ?? null) : null;
  return { data: page.map(({ one }) => one), next };
}

/** Milliseconds that keep all their digits when those of a time from 1970 to 4821 are taken away. */
const farAhead = 10 ** 14 - 1;

/** The position of what was made at a time, for `pageOf`: the newest comes first. */
export const newestFirst = (madeAt: Date, id: string): string =>
  `${farAhead - madeAt.getTime()} ${id}`;

/** A page of rows of which one more was read than it may have. */
export function pageOfRows<T>(
  rows: readonly T[],
  limit: number,
  positionOf: (one: T) => string | number,
): Page<T> {
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, next: last === undefined ? null : `${positionOf(last)}` };
}

/** A cursor that is a number. Throws `invalid-query`. */
export function cursorNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw strangeCursor();
}

/** The refusal of a cursor that no page has had. */
export function strangeCursor(): Problem {
  const message = 'is not what `next` was';
  const detail = `The query is not valid: cursor ${message}.`;
  return new Problem('invalid-query', detail, { errors: [{ path: 'cursor', message }] });
}
