import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import { StoredHost } from '../../host-client/entity.ts';
import type { Actor } from '../../identity/access/actor.ts';

/** Work on a host that is announced: why, and until when; null: until somebody ends it. */
export interface AnnouncedWork {
  readonly reason: string;
  readonly until: Date | null;
}

/** What administrators announce of hosts: work on them. */
export class Maintenance {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Announces work that begins now, in place of what was announced. Throws `host-unknown`, `invalid-body`. */
  async begin(host: Label, { reason, until }: AnnouncedWork, actor: Actor): Promise<void> {
    const now = this.#clock();
    if (until && until <= now) throw tooEarly();
    const by = actor.account.name;
    const end = until?.toISOString() ?? null;
    await this.#store(host, { reason, since: now.toISOString(), until: end, by });
  }

  /** Ends it; where there is none, nothing changes. Throws `host-unknown`. */
  async end(host: Label): Promise<void> {
    await this.#store(host, null);
  }

  async #store(host: Label, maintenance: StoredHost['maintenance']): Promise<void> {
    const changed = await this.#database
      .em()
      .nativeUpdate(StoredHost, { name: host }, { maintenance });
    if (changed > 0) return;
    throw new Problem('host-unknown', `There is no host ${host}.`, { facts: { host } });
  }
}

function tooEarly(): Problem {
  const message = 'must be in the future';
  return new Problem('invalid-body', `The end of the maintenance ${message}.`, {
    errors: [{ path: 'until', message }],
  });
}
