import { join } from 'node:path';
import type { EntityClass, MetadataStorage } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';

/** What the server and MikroORM's command line have in common, whatever the database. */
const common = {
  extensions: [Migrator],
  forceUtcTimezone: true,
  // What it would print is of no use beside the log; failures are thrown.
  logger: () => {},
};

/** The databases that are spoken to. */
export type Dialect = 'sqlite' | 'postgresql';

/** What is stored; the composition of the server hands it in. */
export type Entities = readonly EntityClass[];

/** For a SQLite file; only its name is missing. */
export const sqliteOptions = (entities: Entities) => ({
  ...common,
  entities: [...entities],
  migrations: migrationsIn('sqlite'),
});

/** For PostgreSQL; only its address is missing. */
export const postgresqlOptions = (entities: Entities) => ({
  ...common,
  entities: [...entities],
  migrations: migrationsIn('postgresql'),
  discovery: { afterDiscovered: unboundTexts },
  // The room `limits` makes and keeps it.
  schemaGenerator: { skipTables: ['limits'] },
});

/** Where the migrations of a database are, a file each. */
export function migrationsFolder(dialect: Dialect): string {
  return join(import.meta.dirname, 'migrations', dialect);
}

function migrationsIn(dialect: Dialect) {
  const path = migrationsFolder(dialect);
  return { path, pathTs: path, snapshotName: '.snapshot', snapshotOnMigrate: false };
}

/** How long a text may be is the schemas' matter: as on SQLite, no column cuts it at 255. */
function unboundTexts(metadata: MetadataStorage): void {
  for (const { props } of metadata) {
    for (const property of props) {
      if (property.columnTypes?.[0] === 'varchar(255)') property.columnTypes = ['text'];
    }
  }
}
