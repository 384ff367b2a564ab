import { LRUCache } from 'lru-cache';

/** As much of the driver's connection as is needed here; its package has no types. */
interface CompilingConnection {
  prepare(sql: string): object;
}

/** Statements that are kept compiled. */
const most = 500;

/**
 * Has a connection to SQLite compile recurring statements once. Those of the ORM have their values in their
 * text and are compiled each time, which takes longer than carrying them out.
 */
export function keepCompiled(connection: CompilingConnection): void {
  const prepare = connection.prepare.bind(connection);
  const kept = new LRUCache<string, object>({ max: most });
  connection.prepare = (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = prepare(sql);
    if (comesAgain(sql)) kept.set(sql, statement);
    return statement;
  };
}

const comesAgain = (sql: string) => sql.includes('?') || sql === 'begin' || sql === 'commit';
