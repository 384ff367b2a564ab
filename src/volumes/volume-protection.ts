import { randomUUID } from 'node:crypto';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { Database } from '../database/database.ts';
import { deleteEqual } from '../database/rows/delete-equal.ts';
import { findEqual } from '../database/rows/find-equal.ts';
import { VolumeSettings } from './entity.ts';
import { formatKey, type VolumeKey } from './volume-locks.ts';

/** Which volumes are not to lose their content: those are neither removed nor overwritten. */
export class VolumeProtection {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async isOn(key: VolumeKey): Promise<boolean> {
    const where = { ...key, deletionProtection: true };
    return (await findEqual(this.#database.em(), VolumeSettings, where)).length > 0;
  }

  /** Throws `protected`. */
  async expectNone(key: VolumeKey): Promise<void> {
    if (await this.isOn(key)) throw refuse(key);
  }

  /** Throws `protected` where one of these volumes of a domain is. */
  async expectNoneOf(host: Label, domain: Label, volumes: readonly Label[]): Promise<void> {
    const isProtected = await this.inDomain(domain);
    for (const volume of volumes) {
      const key = { host, domain, volume };
      if (isProtected(key)) throw refuse(key);
    }
  }

  /** Says of each volume of a domain whether it is protected, as of now. */
  async inDomain(domain: Label): Promise<(key: VolumeKey) => boolean> {
    return await this.#among({ domain });
  }

  /** Says it of each volume, whosever it is. */
  async everywhere(): Promise<(key: VolumeKey) => boolean> {
    return await this.#among({});
  }

  /** Turns it on or off, also of a volume that nothing is remembered of yet. */
  async set(key: VolumeKey, deletionProtection: boolean): Promise<void> {
    const row = { id: randomUUID(), ...key, deletionProtection };
    await this.#database.em().upsert(VolumeSettings, row, {
      onConflictFields: ['host', 'domain', 'volume'],
      onConflictMergeFields: ['deletionProtection'],
    });
  }

  /** Drops what is remembered of a volume that is gone, or of one of its name. */
  async forget(key: VolumeKey): Promise<void> {
    await deleteEqual(this.#database.em(), VolumeSettings, key);
  }

  async #among(where: { readonly domain?: Label }): Promise<(key: VolumeKey) => boolean> {
    const rows = await this.#database
      .em()
      .find(VolumeSettings, { ...where, deletionProtection: true });
    const names = new Set(rows.map(({ host, domain, volume }) => `${host}/${domain}/${volume}`));
    return (key) => names.has(formatKey(key));
  }
}

const refuse = ({ volume, host }: VolumeKey) =>
  new Problem(
    'protected',
    `The volume ${volume} on ${host} is protected. Set "deletionProtection": false first.`,
  );
