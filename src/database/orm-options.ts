import { join } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig } from '@mikro-orm/sqlite';
import { entities } from './entities.ts';

const migrations = join(import.meta.dirname, 'migrations', 'sqlite');

/** What the server and MikroORM's command line have in common; only the file is missing. */
export const ormOptions = defineConfig({
  entities: [...entities],
  extensions: [Migrator],
  forceUtcTimezone: true,
  // What it would print is of no use beside the log; failures are thrown.
  logger: () => {},
  migrations: { path: migrations, pathTs: migrations, snapshotName: '.snapshot' },
});
