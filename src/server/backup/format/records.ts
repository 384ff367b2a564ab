import * as z from 'zod';
import { type Cell, isCell, tableShape } from '../../../database/dump/cells.ts';
import { schemaNames } from '../../../database/dump/schema-names.ts';

/** What kinds of content are kept outside of rows. */
const contentKind = z.enum(['image', 'console']);

export type ContentKind = z.output<typeof contentKind>;

/** The first record: what the backup is of. */
export const preface = z.object({
  preface: z.object({
    schema: schemaNames,
    /** The keys that seal secrets, base64, newest first. */
    keys: z.array(z.string()).min(1),
    images: z.boolean(),
    consoles: z.boolean(),
    /** Where the images are that it does not hold, other than with the database, and how many. */
    elsewhere: z.object({ place: z.string(), images: z.int() }).optional(),
  }),
});

/** Begins the rows of a table, of which each is an array. */
const table = z.object({ table: tableShape });

/** Begins a content, of which each piece is a text in base64. */
const content = z.object({
  content: z.object({
    kind: contentKind,
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    size: z.int(),
  }),
});

/** The last record: how much there was, by which it is known to be whole. */
const end = z.object({
  end: z.object({
    rows: z.record(z.string(), z.int()),
    contents: z.int(),
    /** Contents that rows name and that were not there; and of each kind. */
    missing: z.int(),
    missingOf: z.object({ image: z.int(), console: z.int() }).optional(),
  }),
});

const marker = z.union([preface, table, content, end]);

/** A line of what a backup consists of. */
export type BackupRecord = z.output<typeof marker> | readonly Cell[] | string;

/** Reads a line. Rows are most of it, so they are looked at by hand. Throws what zod throws. */
export function readRecord(value: unknown): BackupRecord {
  if (typeof value === 'string') return value;
  const cells: readonly unknown[] | null = Array.isArray(value) ? value : null;
  return cells?.every(isCell) ? cells : marker.parse(value);
}

export type Preface = z.output<typeof preface>['preface'];
export type Totals = z.output<typeof end>['end'];
