import {
  type Database,
  type DatabaseLocation,
  openDatabase as openWith,
} from '../database/database.ts';
import { entities } from './entities.ts';

/** Opens the server's database, with everything that is stored; rejects as `database/` says. */
export function openDatabase(location: DatabaseLocation): Promise<Database> {
  return openWith(location, entities);
}
