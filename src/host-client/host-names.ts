import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import { findUnchanging, unchanging } from '../database/rows/find-unchanging.ts';
import { type Part, tableOf } from '../database/rows/table.ts';
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
   * for, so that whatever was recorded under its name before is seen by who renames it later. `withdraw` takes back
   * what was recorded under a name that it has no more.
   */
  async expectSame(host: NamedHost, withdraw?: () => Promise<unknown>): Promise<void> {
    const { id, name } = host;
    const [found] = await findUnchanging(this.#database.em(), StoredHost, { id, name });
    if (found) return;
    await withdraw?.();
    throw renamed(host);
  }

  /**
   * The same as the condition of a statement that records something under its name. Who is renaming it is not waited
   * for: the statement fails then (`isHeld`).
   */
  isSame(host: NamedHost): Part {
    const em = this.#database.em();
    const { name: table } = tableOf(em, StoredHost);
    const { sql, values } = unchanging(
      em,
      StoredHost,
      { id: host.id, name: host.name },
      { impatient: true },
    );
    return { sql: `exists (select id from ${table} where ${sql})`, values };
  }
}

type NamedHost = Pick<HostLists, 'id' | 'name'>;

/** What `expectSame` throws. */
export function renamed({ name }: NamedHost): Problem {
  return new Problem(
    'host-unknown',
    `The host ${name} was renamed or removed in the meantime; nothing was sent to it.`,
    { facts: { host: name } },
  );
}

/** What a change of a host is refused with that is being renamed. */
export function beingRenamed({ name }: NamedHost): Problem {
  return new Problem(
    'host-busy',
    `The host ${name} is being renamed or removed; nothing was sent to it. Try again later.`,
    { headers: { 'Retry-After': '5' }, facts: { host: name } },
  );
}
