import { Breath } from '../../base/breath.ts';
import { type Cell, type CellKind, quoted, type TableShape } from './cells.ts';
import type { NativeSqlite, NativeValue } from './native-sqlite.ts';
import type { RowSink } from './row-sink.ts';

/** Inserts rows one by one; whoever calls has begun a transaction. */
export function sqliteSink(native: NativeSqlite): RowSink {
  const breath = new Breath();
  let current: { shape: TableShape; insert: (row: readonly Cell[]) => unknown } | null = null;
  return {
    async add(shape, row) {
      await breath.take();
      if (current?.shape !== shape) current = { shape, insert: prepare(native, shape) };
      current.insert(row);
    },
    async end() {},
  };
}

function prepare(native: NativeSqlite, { table, columns }: TableShape) {
  const names = columns.map(([name]) => quoted(name)).join(', ');
  const marks = columns.map(() => '?').join(', ');
  const statement = native.prepare(`insert into ${quoted(table)} (${names}) values (${marks})`);
  return (row: readonly Cell[]) =>
    statement.run(...columns.map(([, kind], index) => toNative(row[index] ?? null, kind)));
}

function toNative(value: Cell, kind: CellKind): NativeValue {
  if (value === null) return null;
  if (kind === 'octets') return Buffer.from(`${value}`, 'base64');
  if (kind === 'bigint') return BigInt(value);
  return typeof value === 'boolean' ? Number(value) : value;
}
