import type { EntityManager } from '@mikro-orm/sql';
import * as z from 'zod';
import { type CellKind, quoted, type TableShape } from './cells.ts';
import type { RowSink } from './row-sink.ts';

/** Characters that are gathered until they are sent. */
const batchSize = 1024 * 1024;

const columnTypes = z.array(z.object({ name: z.string(), type: z.string() }));

/** Inserts many rows with one statement, in the transaction of `em`. */
export function postgresSink(em: EntityManager): RowSink {
  let shape: TableShape | null = null;
  let gathered: string[] = [];
  let size = 0;
  const send = async () => {
    if (!shape || gathered.length === 0) return;
    await em.execute(await insertInto(em, shape), [`[${gathered.join(',')}]`]);
    gathered = [];
    size = 0;
  };
  return {
    async add(next, row) {
      if (next !== shape) await send();
      shape = next;
      const text = JSON.stringify(row);
      gathered.push(text);
      size += text.length;
      if (size > batchSize) await send();
    },
    end: send,
  };
}

/** Rows come as one array of arrays in JSON, each cell as text that is cast to its column's type. */
async function insertInto(em: EntityManager, { table, columns }: TableShape): Promise<string> {
  const types = await typesOf(em, table);
  const values = columns.map(([name, kind], index) =>
    castOf(`(cells->>${index})`, kind, types.get(name) ?? 'text'),
  );
  const names = columns.map(([name]) => quoted(name)).join(', ');
  return (
    `insert into ${quoted(table)} (${names}) select ${values.join(', ')} ` +
    'from json_array_elements(?::json) as cells'
  );
}

function castOf(text: string, kind: CellKind, type: string): string {
  if (kind === 'octets') return `decode(${text}, 'base64')`;
  if (kind === 'time') return `to_timestamp(${text}::float8 / 1000)`;
  return `${text}::${type}`;
}

async function typesOf(em: EntityManager, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await em.execute(
    'select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute ' +
      'where attrelid = to_regclass(?) and attnum > 0 and not attisdropped',
    [quoted(table)],
  );
  return new Map(columnTypes.parse(rows).map(({ name, type }) => [name, type]));
}

/** What columns count up from, now that rows came with their numbers. */
export async function mendSequences(em: EntityManager): Promise<void> {
  const counted = z
    .array(z.object({ table: z.string(), column: z.string() }))
    .parse(
      await em.execute(
        'select table_name as table, column_name as column from information_schema.columns ' +
          'where table_schema = current_schema() and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null',
      ),
    );
  for (const { table, column } of counted) {
    await em.execute(
      `select setval(pg_get_serial_sequence(?, ?), coalesce(max(${quoted(column)}), 1), ` +
        `max(${quoted(column)}) is not null) from ${quoted(table)}`,
      [quoted(table), column],
    );
  }
}
