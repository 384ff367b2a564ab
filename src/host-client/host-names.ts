import { LockMode } from '@mikro-orm/core';
import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import { StoredHost } from './entity.ts';
import type { HostLists } from './managed-host.ts';

/** Tells whether hosts are still called as they were when they were found. */
export class HostNames {
  readonly #database: Pick<Database, 'transaction'>;

  constructor(database: Pick<Database, 'transaction'>) {
    this.#database = database;
  }

  /**
   * Throws `host-unknown` where the host was renamed or removed since. Who is renaming it just now is waited
   * for, so that whatever was recorded under its name before is seen by who renames it later.
   */
  async expectSame({ id, name }: Pick<HostLists, 'id' | 'name'>): Promise<void> {
    const lockMode = LockMode.PESSIMISTIC_READ;
    const found = await this.#database.transaction(
      async (em) => await em.findOne(StoredHost, { id, name }, { fields: ['id'], lockMode }),
    );
    if (found) return;
    throw new Problem(
      'host-unknown',
      `The host ${name} was renamed or removed meanwhile, and was told nothing.`,
      { facts: { host: name } },
    );
  }
}
