import { z } from 'zod';

/**
 * One line of at most `max` characters, as a server that is not ours says it: without control
 * characters, which databases refuse, and without halves of surrogate pairs.
 */
export const lineOf = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text));

/**
 * A list of at most `max` elements, looked at only if it is no longer: each that is not as it should
 * be costs far more time than it took to read.
 */
export function listOf<T extends z.ZodType>(element: T, max: number) {
  const isShort = (value: unknown) => Array.isArray(value) && value.length <= max;
  return z.custom<unknown[]>(isShort).pipe(z.array(element));
}
