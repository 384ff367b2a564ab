import { defineConfig as definePostgresql } from '@mikro-orm/postgresql';
import { defineConfig as defineSqlite } from '@mikro-orm/sqlite';
import { postgresqlOptions, sqliteOptions } from './src/database/orm-options.ts';
import { entities } from './src/server/entities.ts';

/**
 * For MikroORM's command line, as `mikro-orm migration:create --contextName=sqlite`. It compares
 * the entities with the snapshot of the last migration, so that no database is asked.
 */
export default [
  defineSqlite({ ...sqliteOptions(entities), contextName: 'sqlite', dbName: ':memory:' }),
  definePostgresql({ ...postgresqlOptions(entities), contextName: 'postgresql', dbName: 'fulmar' }),
];
