import { BigIntType, BlobType, JsonType } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/sql';
import * as z from 'zod';

const kinds = ['text', 'number', 'boolean', 'bigint', 'time', 'json', 'octets'] as const;

/** What a column holds, in whichever database. */
export type CellKind = (typeof kinds)[number];

/**
 * A value as a dump has it, the same for all databases: `bigint` as digits, `time` as milliseconds
 * since 1970, `json` as its text, `octets` in base64.
 */
export type Cell = string | number | boolean | null;

export const isCell = (value: unknown): value is Cell =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** A table with its columns, as a dump says it before the rows. */
export const tableShape = z.object({
  table: z.string().regex(/^\w+$/),
  columns: z.array(z.tuple([z.string().regex(/^\w+$/), z.enum(kinds)])).min(1),
});

export type TableShape = z.output<typeof tableShape>;

/** Every table that the ORM knows. */
export function tableShapes(orm: MikroORM): TableShape[] {
  return [...orm.getMetadata().getAll().values()].map(({ tableName: table, props }) => ({
    table,
    columns: props
      .filter(({ kind }) => kind === 'scalar' || kind === 'm:1')
      .map((property) => [`${property.fieldNames[0]}`, kindOf(property)]),
  }));
}

interface KnownProperty {
  readonly kind: string;
  readonly customType?: unknown;
  readonly runtimeType: string;
}

function kindOf({ kind, customType, runtimeType }: KnownProperty): CellKind {
  if (kind === 'm:1') return 'text'; // every id is one
  if (customType instanceof BlobType) return 'octets';
  if (customType instanceof BigIntType) return 'bigint';
  if (customType instanceof JsonType) return 'json';
  const plain = plainKinds[runtimeType];
  if (plain) return plain;
  throw new TypeError(`a dump has no kind of column for ${runtimeType}`);
}

const plainKinds: Readonly<Record<string, CellKind>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  Date: 'time',
};

/** A name as both databases quote it. */
export const quoted = (name: string): string => `"${name}"`;
