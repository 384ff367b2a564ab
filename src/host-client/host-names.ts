import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import { findUnchanging } from '../database/rows/find-unchanging.ts';
import { StoredHost } from './entity.ts';
import type { HostLists } from './managed-host.ts';

/** Tells whether hosts are still called as they were when they were found. */
export class HostNames {
  readonly #database: Pick<Database, 'em'>;

  constructor(database: Pick<Database, 'em'>) {
    this.#database = database;
  }

  /**
   * Throws `host-unknown` where the host was renamed or removed since. Who is renaming it just now is waited
   * for, so that whatever was recorded under its name before is seen by who renames it later.
   */
  async expectSame({ id, name }: Pick<HostLists, 'id' | 'name'>): Promise<void> {
    const [found] = await findUnchanging(this.#database.em(), StoredHost, { id, name });
    if (found) return;
    throw new Problem(
      'host-unknown',
      `The host ${name} was renamed or removed meanwhile, and was told nothing.`,
      { facts: { host: name } },
    );
  }
}
