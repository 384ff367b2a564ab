import { TableNotFoundException } from '@mikro-orm/core';
import type { Database } from '../../database/database.ts';
import { refused } from './format/refused.ts';

const counted = ['accounts', 'hosts', 'tokens', 'unikernels', 'deployments'] as const;

/** Throws `backup-refused`, with what is there, where a database has accounts and nobody wants it replaced. */
export async function expectReplaceable(database: Database, replace: boolean): Promise<void> {
  if (replace) return;
  const counts: string[] = [];
  for (const table of counted) {
    const count = await countRows(database, table);
    if (table === 'accounts' && count === 0) return;
    counts.push(`${count} ${count === 1 ? table.slice(0, -1) : table}`);
  }
  throw refused(
    `There is a database already, with ${counts.join(', ')}. ` +
      'With --replace all of it is removed, and what the backup holds takes its place.',
  );
}

/** 0 where there is no such table. Rejects where it cannot be read. */
async function countRows(database: Database, table: string): Promise<number> {
  try {
    const [row] = await database.em().execute(`select count(*) as count from ${table}`);
    return Number(Reflect.get(Object(row), 'count'));
  } catch (error) {
    if (error instanceof TableNotFoundException) return 0;
    throw error;
  }
}
