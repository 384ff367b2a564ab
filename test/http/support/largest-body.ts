import * as z from 'zod';

const schemaFields = z.object({
  $ref: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  example: z.unknown().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/** Octets of a text, of which no length is said: a label or a network, as its example shows, or what there is. */
const usualLengths = { named: 70, any: 255 } as const;

/** Octets of a character as people write it, and of a number. */
const character = 3;
const number = 20;

/** Octets, about, of the longest body that a schema of the OpenAPI document takes. */
export function largestBody(document: object, schema: unknown): number {
  const resolve = (place: string): unknown =>
    place
      .split('/')
      .slice(1)
      .reduce<unknown>((within, name) => Reflect.get(Object(within), name), document);
  const largest = (given: unknown): number => {
    const found = schemaFields.parse(given);
    if (found.$ref !== undefined) return largest(resolve(found.$ref));
    if (found.const !== undefined) return JSON.stringify(found.const).length;
    if (found.enum) return Math.max(...found.enum.map((one) => JSON.stringify(one).length));
    if (found.allOf) return sum(found.allOf.map(largest));
    const either = found.anyOf ?? found.oneOf;
    if (either) return Math.max(...either.map(largest));
    if ([found.type].flat().includes('string')) return 2 + lengthOf(found);
    if (found.items) return (found.maxItems ?? 0) * (1 + largest(found.items));
    const members = Object.entries(found.properties ?? {});
    if (members.length === 0) return number;
    return sum(members.map(([name, value]) => name.length + 4 + largest(value)));
  };
  return largest(schema);
}

function lengthOf({ maxLength, format, example }: z.output<typeof schemaFields>): number {
  if (format === 'uuid' || format === 'date-time') return 36;
  if (maxLength !== undefined) return maxLength * character;
  return example === undefined ? usualLengths.any : usualLengths.named;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
