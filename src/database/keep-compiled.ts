import { LRUCache } from 'lru-cache';

/** As much of the driver's connection as is needed here; its package has no types. */
interface CompilingConnection {
  prepare(sql: string): object;
}

/** Statements that are kept compiled. */
const max = 500;

/** What a statement ends with whose text is the same each time. */
export const recurring = ' /*recurring*/';

/**
 * Has a connection to SQLite compile recurring statements once. Those of the ORM have their values in their
 * text and are compiled each time, which takes longer than carrying them out; keeping them would keep the values.
 */
export function keepCompiled(connection: CompilingConnection): void {
  const prepare = connection.prepare.bind(connection);
  const kept = new LRUCache<string, object>({ max });
  connection.prepare = (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = prepare(sql);
    if (isRecurring(sql)) kept.set(sql, statement);
    return statement;
  };
}

const isRecurring = (sql: string) => sql.endsWith(recurring) || sql === 'begin' || sql === 'commit';
