import type { MikroORM } from '@mikro-orm/sql';
import type { EntityManager } from './database.ts';
import type { Dialect } from './orm-options.ts';

/** Makes the table in which MikroORM records what has been migrated, as it makes it itself. */
export const migrationsTable: Readonly<Record<Dialect, string>> = {
  sqlite:
    'create table if not exists `mikro_orm_migrations` (`id` integer not null primary key autoincrement, ' +
    "`name` text not null, `executed_at` datetime not null default (strftime('%s', 'now') * 1000))",
  postgresql:
    'create table if not exists "mikro_orm_migrations" ("id" serial primary key, ' +
    '"name" varchar(255) not null, "executed_at" timestamptz(6) not null default current_timestamp(6))',
};

/**
 * Makes all tables of an empty database, inside the transaction of `em`, from the entities: what all
 * `migrations` would make one after another, which are recorded as if they had.
 */
export async function createTables(
  orm: MikroORM,
  em: EntityManager,
  dialect: Dialect,
  migrations: readonly string[],
): Promise<void> {
  const sql = await orm.schema.getCreateSchemaSQL({ wrap: false });
  // The only connection of SQLite, so it is inside, too; a statement by itself would cost thrice as much.
  if (dialect === 'sqlite') await em.getConnection().executeDump(sql);
  else await em.execute(sql);
  await em.execute(migrationsTable[dialect]);
  const places = migrations.map(() => '(?)').join(', ');
  await em.execute(`insert into mikro_orm_migrations (name) values ${places}`, [...migrations]);
}
