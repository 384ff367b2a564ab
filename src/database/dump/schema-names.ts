import { readdir } from 'node:fs/promises';
import { parse } from 'node:path';
import * as z from 'zod';
import type { Database } from '../database.ts';
import { earlyMigrations } from '../early-release.ts';
import { type Dialect, migrationsFolder } from '../orm-options.ts';

const name = z.string().regex(/^Migration\d{14}$/);

/** The state of the tables: the newest migration of each database, which are made together. */
export const schemaNames = z.object({ sqlite: name, postgresql: name });

export type SchemaNames = z.output<typeof schemaNames>;

/** The tables that this program has. */
export async function ownSchema(): Promise<SchemaNames> {
  return { sqlite: await newest('sqlite'), postgresql: await newest('postgresql') };
}

/** How many migrations of this program a database has not had, and how many it had that are none of these. */
export async function compareSchema({
  orm,
  pool,
}: Database): Promise<{ readonly pending: number; readonly unknown: number }> {
  const executed = (await orm.migrator.getExecuted()).map((each) => parse(each.name).name);
  const known = await migrationNames(pool ? 'postgresql' : 'sqlite');
  return {
    pending: new Set(known).difference(new Set(executed)).size,
    unknown: new Set(executed).difference(new Set([...known, ...earlyMigrations])).size,
  };
}

/** Whether a database has the tables of this program, neither older nor newer ones. */
export async function isUpToDate(database: Database): Promise<boolean> {
  const { pending, unknown } = await compareSchema(database);
  return pending === 0 && unknown === 0;
}

/** Whether this program has had those tables. */
export async function knowsSchema(dialect: Dialect, names: SchemaNames): Promise<boolean> {
  return (await migrationNames(dialect)).includes(names[dialect]);
}

async function newest(dialect: Dialect): Promise<string> {
  const last = (await migrationNames(dialect)).at(-1);
  if (last === undefined) throw new Error(`there are no migrations for ${dialect}`);
  return last;
}

/** In order; of a bundle, too, whose files end with `.js`. */
async function migrationNames(dialect: Dialect): Promise<string[]> {
  const files = await readdir(migrationsFolder(dialect));
  return files
    .map((file) => parse(file).name)
    .filter((each) => name.safeParse(each).success)
    .sort();
}
