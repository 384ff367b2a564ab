import { open, rm } from 'node:fs/promises';
import type { MikroORM } from '@mikro-orm/sql';
import { Breath } from '../../base/breath.ts';
import { WrittenProbe } from '../entity.ts';
import { openSqlite } from '../sqlite.ts';
import { type Cell, type CellKind, quoted, type TableShape } from './cells.ts';
import { type NativeSqlite, type NativeValue, nativeSqlite } from './native-sqlite.ts';
import type { Snapshot, SnapshotOptions } from './snapshot.ts';

/** Pages that are copied at a time: a millisecond or less, in which nobody else is served. */
const pagesAtOnce = 100;

/**
 * The server's one connection has locked the file, so it makes the copy itself, in pieces between which
 * it takes writes; they are in the copy, too. The copy is read by a connection of its own.
 */
export async function openSqliteSnapshot(
  orm: MikroORM,
  { scratch, signal }: SnapshotOptions,
): Promise<Snapshot> {
  await using made = new AsyncDisposableStack();
  await removeSnapshotCopy(scratch);
  made.defer(() => removeSnapshotCopy(scratch));
  await (await open(scratch, 'wx', 0o600)).close();
  await (await nativeSqlite(orm)).backup(scratch, {
    progress() {
      signal.throwIfAborted();
      return pagesAtOnce;
    },
  });
  const copy = await openSqlite({ file: scratch, durable: false }, [WrittenProbe]);
  made.defer(() => copy.close());
  const native = await nativeSqlite(copy.orm);
  const opened = made.move();
  return {
    rows: (shape) => readRows(native, shape, signal),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Removes the copy, also what a kill has left of one. */
export async function removeSnapshotCopy(file: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    await rm(`${file}${suffix}`, { force: true });
}

async function* readRows(
  native: NativeSqlite,
  { table, columns }: TableShape,
  signal: AbortSignal,
) {
  const selected = columns.map(([name, kind]) =>
    kind === 'bigint' ? `cast(${quoted(name)} as text)` : quoted(name),
  );
  const rows = native.prepare(`select ${selected.join(', ')} from ${quoted(table)}`).raw();
  const breath = new Breath();
  for (const row of rows.iterate()) {
    signal.throwIfAborted();
    await breath.take();
    yield row.map((value, index) => toCell(value, columns[index]?.[1] ?? 'text'));
  }
}

function toCell(value: NativeValue, kind: CellKind): Cell {
  if (value === null) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (kind === 'boolean') return Number(value) !== 0;
  if (kind === 'time') return typeof value === 'string' ? Date.parse(value) : Number(value);
  return typeof value === 'bigint' ? `${value}` : value;
}
