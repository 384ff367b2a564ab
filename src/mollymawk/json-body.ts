import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { excerpt } from '../base/excerpt.ts';
import { jsonLimits } from '../http/content/json-limits.ts';
import { readOctets } from '../http/content/read-octets.ts';
import { parseJson } from '../http/json.ts';
import { malformed } from './mollymawk-problem.ts';

/** Of every route, also of that where anybody may ask. */
const limits = jsonLimits({ open: true });

/** A text, also one that is cut off; or a comma before a closing bracket. */
const textOrTrailingComma = /("[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$))|,(?=\s*[}\]])/gs;

/** JSON that may have commas too many at its ends, as several `curl` calls of the handbook do. */
export function parseLeniently(text: string): unknown {
  return parseJson(Buffer.from(text.replace(textOrTrailingComma, '$1')));
}

/** The object in a request's body, whatever its `Content-Type`; a body that is missing is `{}`. */
export async function readObject(request: { content(): Readable }): Promise<object> {
  const octets = await readOctets(request.content(), limits);
  const value = octets.length === 0 ? {} : parseLeniently(octets.toString());
  if (isDictionary(value)) return value;
  throw malformed('not a dictionary');
}

/** Whether a value from JSON is an object, and neither a list nor null. */
export function isDictionary(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a schema makes of a value; else the 400 with `text`. */
export function expectMembers<S extends z.ZodType>(
  schema: S,
  value: unknown,
  text: string,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed(text, { code: 'invalid-body' });
}

/** The names of an object's members, for refusals: their values may be secret. */
export function memberNames(value: object): string {
  return `{${excerpt(Object.keys(value).join(', '), 200)}}`;
}
