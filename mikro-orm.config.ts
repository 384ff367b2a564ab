import { ormOptions } from './src/database/orm-options.ts';

/** For MikroORM's command line alone: migrations are compared with their snapshot, in no file. */
export default { ...ormOptions, dbName: ':memory:' };
