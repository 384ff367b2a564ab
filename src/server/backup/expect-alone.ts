import type { Database } from '../../database/database.ts';
import { refused } from './format/refused.ts';

/** Throws `backup-refused` where others use a PostgreSQL database; this process has one connection to it. */
export async function expectAlone(database: Database): Promise<void> {
  const [row] = await database
    .em()
    .execute(
      'select count(*) as count from pg_stat_activity where datname = current_database() ' +
        "and backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
  const others = Number(Reflect.get(Object(row), 'count'));
  if (others === 0) return;
  throw refused(
    `The database has ${others} other connections: stop all servers that use it, and end other sessions, first.`,
  );
}
