import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import { findEqual } from '../database/rows/find-equal.ts';
import { findWhere } from '../database/rows/find-where.ts';
import { StoredHost, type StoredMaintenance } from './entity.ts';

/** Announced work on hosts, as it holds at present. */
export class MaintenanceDirectory {
  readonly #database: Database;
  readonly #clock: () => Date;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  /** The work that goes on on a host now; null: none, or there is no such host. */
  async of(host: Label): Promise<StoredMaintenance | null> {
    const [stored] = await findEqual(this.#database.em(), StoredHost, { name: host });
    return underWay(stored?.maintenance, this.#clock());
  }

  /** The hosts on which work goes on now. */
  async hosts(): Promise<ReadonlySet<Label>> {
    const em = this.#database.em();
    const announced = await findWhere(em, StoredHost, 'maintenance is not null');
    const now = this.#clock();
    return new Set(
      announced.flatMap(({ name, maintenance }) => (underWay(maintenance, now) ? [name] : [])),
    );
  }

  /** Whether this holds, or work goes on on a host. */
  orUnderWay(holds: () => Promise<boolean>): (host: Label) => Promise<boolean> {
    return async (host) => (await holds()) || (await this.of(host)) !== null;
  }

  /** Throws `host-maintenance`, with the reason. */
  async expectNone(host: Label): Promise<void> {
    const work = await this.of(host);
    if (!work) return;
    const end = work.until ? `until ${work.until}` : 'until an administrator ends it';
    const detail = `The host ${host} is under maintenance ${end}: ${work.reason}`;
    throw new Problem('host-maintenance', detail, { facts: { host, reason: work.reason } });
  }
}

/** This work, where it has not ended by now. */
export function underWay(
  work: StoredMaintenance | null | undefined,
  now: Date,
): StoredMaintenance | null {
  if (!work || (work.until && new Date(work.until) <= now)) return null;
  return work;
}
