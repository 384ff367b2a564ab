import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { zstdCompressSync } from 'node:zlib';
import { type Cell, type TableShape, tableShapes } from '../../../src/database/dump/cells.ts';
import type { SchemaNames } from '../../../src/database/dump/schema-names.ts';
import { sealFrames } from '../../../src/server/backup/format/frames.ts';
import { headerLine, ownFormat } from '../../../src/server/backup/format/header.ts';
import { toLines } from '../../../src/server/backup/format/lines.ts';
import { newKey } from '../../../src/server/backup/format/passphrase-key.ts';
import { openDatabase } from '../../../src/server/open-database.ts';

/** What a release had in its database. */
export interface Kept {
  readonly schema: SchemaNames;
  /** The key that seals secrets. */
  readonly key: Buffer;
  /** Columns as SQLite has them. */
  readonly rows: readonly (readonly [table: string, row: Readonly<Record<string, Cell>>])[];
}

/** Writes a backup as the release with those tables would have made it. */
export async function makeBackup(file: string, passphrase: string, kept: Kept): Promise<void> {
  const { key, how } = await newKey(passphrase);
  const made = { version: '0.0.1', createdAt: '2026-11-28T12:00:00Z' };
  const header = headerLine({ ...ownFormat, ...made, key: how });
  const lines = await buffer(Readable.from(toLines(Readable.from(await recordsOf(kept)))));
  const frames = sealFrames(Readable.from([zstdCompressSync(lines)]), { key, header });
  await writeFile(file, Buffer.concat([header, await buffer(Readable.from(frames))]));
}

async function recordsOf({ schema, key, rows }: Kept): Promise<readonly unknown[]> {
  const keys = [key.toString('base64')];
  const kinds = await columnKinds();
  const counts = Object.fromEntries(rows.map(([table]) => [table, 1]));
  return [
    { preface: { schema, keys, images: false, consoles: false } },
    ...rows.flatMap(([table, row]) => {
      const columns = Object.keys(row).map((name) => [name, kinds(table, name)]);
      return [{ table: { table, columns } }, Object.values(row)];
    }),
    { end: { rows: counts, contents: 0, missing: 0 } },
  ];
}

/** What columns hold, as the program has them now. */
async function columnKinds() {
  const database = await openDatabase({ memory: true });
  const shapes: readonly TableShape[] = tableShapes(database.orm);
  await database.close();
  return (table: string, column: string) => {
    const shape = shapes.find((each) => each.table === table);
    return shape?.columns.find(([name]) => name === column)?.[1];
  };
}
