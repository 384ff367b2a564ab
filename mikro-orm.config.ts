import { readConfig } from './src/config.ts';
import { ormOptions } from './src/database/orm-options.ts';

/** For MikroORM's command line, as `npx mikro-orm migration:create`. */
export default { ...ormOptions, dbName: readConfig(process.env).databaseFile };
