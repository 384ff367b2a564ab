import { join } from 'node:path';
import type { MetadataStorage } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { entities } from './entities.ts';

/** What the server and MikroORM's command line have in common, whatever the database. */
const common = {
  entities: [...entities],
  extensions: [Migrator],
  forceUtcTimezone: true,
  // What it would print is of no use beside the log; failures are thrown.
  logger: () => {},
};

/** For a SQLite file; only its name is missing. */
export const sqliteOptions = { ...common, migrations: migrationsIn('sqlite') };

/** For PostgreSQL; only its address is missing. */
export const postgresqlOptions = {
  ...common,
  migrations: migrationsIn('postgresql'),
  discovery: { afterDiscovered: unboundTexts },
  // Made and kept by the limiter's library.
  schemaGenerator: { skipTables: ['limits'] },
};

function migrationsIn(dialect: 'sqlite' | 'postgresql') {
  const path = join(import.meta.dirname, 'migrations', dialect);
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
