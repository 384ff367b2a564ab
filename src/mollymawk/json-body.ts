import type { z } from 'zod';
import { excerpt } from '../base/excerpt.ts';
import { parseJson } from '../http/json.ts';
import { malformed } from './mollymawk-problem.ts';

/** How routes declare it: mollymawk does not mind the `Content-Type`. */
export const jsonBody = { kind: 'small', description: 'An object in JSON' } as const;

/** One that may hold all arguments of a unikernel. */
export const longJsonBody = { ...jsonBody, size: 'large' } as const;

/** A text, also one that is cut off; or a comma before a closing bracket. */
const textOrTrailingComma = /("[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$))|,(?=\s*[}\]])/gs;

/** JSON that may have commas too many at its ends, as several `curl` calls of the handbook do. */
export function parseLeniently(text: string): unknown {
  return parseJson(Buffer.from(text.replace(textOrTrailingComma, '$1')));
}

/** The object in the body of a request that declares `jsonBody`; a body that is missing is `{}`. */
export function readObject({ body }: { readonly body: unknown }): object {
  const value = body instanceof Buffer && body.length > 0 ? parseLeniently(body.toString()) : {};
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
