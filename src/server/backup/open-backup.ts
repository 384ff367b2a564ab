import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { fileFault } from '../../base/file-fault.ts';
import { openFrames } from './format/frames.ts';
import { type Header, readHeader } from './format/header.ts';
import { fromLines } from './format/lines.ts';
import { OctetReader } from './format/octet-reader.ts';
import { keyOf } from './format/passphrase-key.ts';
import { type BackupRecord, type Preface, readRecord, type Totals } from './format/records.ts';
import { refused } from './format/refused.ts';

/** What stands between the preface and the end. */
export type Content = Exclude<BackupRecord, { preface: unknown } | { end: unknown }>;

/** A backup that is being read. */
export interface OpenBackup {
  readonly header: Header;
  readonly preface: Preface;
  /** All of it, once, with its totals at the end; throws `backup-refused` where it is not whole. */
  readonly content: AsyncGenerator<Content, Totals>;
}

/**
 * Reads a backup with its passphrase; the file is closed when `work` has ended. Rejects with
 * `backup-refused` where it is none, is damaged or cut off, or the passphrase is wrong.
 */
export async function withBackup<T>(
  path: string,
  passphrase: string,
  work: (backup: OpenBackup) => Promise<T>,
): Promise<T> {
  await using file = await open(path).catch((cause: unknown) => {
    throw refused(`The backup cannot be read: ${fileFault(cause)}.`, cause);
  });
  const octets = new OctetReader(file);
  const { header, line } = await readHeader(octets);
  const key = await keyOf(passphrase, header.key);
  const frames = Readable.from(openFrames(octets, { key, header: line }));
  // What fails on the way is thrown where the content is read.
  const inflated = pipeline(frames, createZstdDecompress(), () => {});
  const records = readRecords(inflated);
  try {
    const first = (await records.next()).value;
    if (!isPreface(first)) throw unreadable();
    return await work({ header, preface: first.preface, content: readContent(records) });
  } finally {
    await records.return(undefined);
    inflated.destroy();
  }
}

const unreadable = (cause?: unknown) =>
  refused('The backup cannot be read: it does not consist of what one consists of.', cause);

const isPreface = (value: BackupRecord | undefined): value is { preface: Preface } =>
  typeof value === 'object' && value !== null && 'preface' in value;

async function* readRecords(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<BackupRecord, undefined> {
  try {
    for await (const value of fromLines(chunks)) yield readRecord(value);
  } catch (error) {
    if (error instanceof SyntaxError || Reflect.get(Object(error), 'name') === 'ZodError') {
      throw unreadable(error);
    }
    throw error;
  }
}

/** Counts what comes, and compares that with what the end says. */
async function* readContent(
  records: AsyncGenerator<BackupRecord>,
): AsyncGenerator<Content, Totals> {
  const rows: Record<string, number> = {};
  let contents = 0;
  let table = '';
  for await (const value of records) {
    if (typeof value === 'object' && 'end' in value) {
      const { end } = value;
      if (contents !== end.contents || !haveEqualRows(rows, end.rows)) throw unreadable();
      await records.next(); // to the end of the file, which has to be where it says
      return end;
    }
    if (typeof value === 'object' && 'preface' in value) throw unreadable();
    if (Array.isArray(value)) rows[table] = (rows[table] ?? 0) + 1;
    else if (typeof value === 'object' && 'table' in value) {
      table = value.table.table;
      rows[table] = 0;
    } else if (typeof value === 'object') contents += 1;
    yield value;
  }
  throw unreadable();
}

function haveEqualRows(ours: Totals['rows'], theirs: Totals['rows']): boolean {
  const tables = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...tables].every((table) => ours[table] === theirs[table]);
}
