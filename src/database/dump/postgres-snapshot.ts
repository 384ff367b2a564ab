import { onAbort } from '../../base/timer.ts';
import { restAsLong } from '../limit-session.ts';
import type { Pool, PoolClient } from '../postgresql.ts';
import { type Cell, type CellKind, quoted, type TableShape } from './cells.ts';
import type { Snapshot } from './snapshot.ts';

/** Reads in one transaction, which sees what was committed when it began and locks nothing. */
export async function openPostgresSnapshot(pool: Pool, signal: AbortSignal): Promise<Snapshot> {
  const client = await pool.connect();
  const opened = new AsyncDisposableStack();
  // It has nothing to give back but the transaction, which ends with the connection.
  opened.defer(() => client.release(true));
  opened.use(onAbort(signal, () => client.release(true)));
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(restAsLong); // whoever reads it may wait for a disk
    await client.query('select 1'); // the snapshot is that of the first statement
  } catch (error) {
    await opened.disposeAsync();
    signal.throwIfAborted();
    throw error;
  }
  return {
    rows: (shape) => readRows(client, shape, signal),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Rows that are fetched at a time; fewer where each may have a MiB. */
const batch = { ofTexts: 500, ofOctets: 16 };

async function* readRows(
  client: PoolClient,
  { table, columns }: TableShape,
  signal: AbortSignal,
): AsyncGenerator<Cell[]> {
  const selected = columns.map(
    ([name, kind]) => `${asText(quoted(name), kind)} as ${quoted(name)}`,
  );
  const size = columns.some(([, kind]) => kind === 'octets') ? batch.ofOctets : batch.ofTexts;
  const query = `select ${selected.join(', ')} from ${quoted(table)}`;
  await client.query(`declare dumped no scroll cursor for ${query}`);
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await client.query(`fetch ${size} from dumped`, []);
    if (rows.length === 0) break;
    for (const row of rows) {
      yield columns.map(([name, kind]) => toCell(Reflect.get(row, name), kind));
    }
  }
  await client.query('close dumped');
}

/** As text, whatever the driver makes of the column's type. */
function asText(column: string, kind: CellKind): string {
  if (kind === 'octets') return `encode(${column}, 'base64')`;
  if (kind === 'time') return `round(extract(epoch from ${column}) * 1000)::text`;
  return `${column}::text`;
}

function toCell(value: unknown, kind: CellKind): Cell {
  if (typeof value !== 'string') return null;
  if (kind === 'octets') return value.replaceAll('\n', '');
  if (kind === 'number' || kind === 'time') return Number(value);
  return kind === 'boolean' ? value === 'true' : value;
}
