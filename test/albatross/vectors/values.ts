import { z } from 'zod';
import { parseLabel } from '../../../src/albatross/names.ts';

/** Octets in hexadecimal. */
export const octets = z.string().transform((hex) => Buffer.from(hex, 'hex'));

/** An INTEGER: text where it is beyond what a number holds. */
export const integer = z.union([z.number(), z.string().transform(BigInt)]);

/** An INT64, always as text. */
export const int64 = z.string().transform(BigInt);

/** RFC 3339 with picoseconds, of which milliseconds are left. */
export const time = z.string().transform((text) => new Date(text.replace(/(\.\d{3})\d*Z$/, '$1Z')));

const label = z.string().transform(parseLabel);

export const name = z
  .strictObject({ string: z.string(), path: z.array(label), name: label.nullable() })
  .transform((json) => ({ path: json.path, label: json.name }));

export const policy = z.strictObject({
  unikernels: integer,
  cpuids: z.array(z.number()),
  memory: z.number(),
  block: z.number().nullable(),
  bridges: z.array(z.string()),
});

/** How a line says what came of something: `ok`, else an error. */
export const outcome = { ok: z.boolean(), error: z.string().optional() };
