import type { Label } from '../albatross/names.ts';
import { parseLabel } from '../albatross/names.ts';
import type { Database } from '../database/database.ts';
import { recordEvent } from '../database/events/record-event.ts';
import { deleteEqual } from '../database/rows/delete-equal.ts';
import type { AskingCredential } from '../identity/access/actor.ts';
import type { AwaitedUpload } from './awaited-upload.ts';
import { Upload } from './entity.ts';
import { volumeFilled, volumeLost } from './volume-events.ts';
import type { VolumeKey } from './volume-locks.ts';

/** What has become of a volume that was sent something: it has that, or nothing of what it held. */
export type VolumeOutcome = 'filled' | 'lost';

/** An upload as it is recorded, from before its first octet is sent until the host has taken it. */
export interface UploadRecord {
  readonly id: string;
  readonly key: VolumeKey;
  /** SHA-256 of the content, hex; null where it was not asked for or is not known yet. */
  readonly sha256: string | null;
  /** MiB that the volume has, which a host that is killed may make less of. */
  readonly volumeSize: number;
  /** By which credential it came; null: an earlier release recorded it. */
  readonly credential: AskingCredential | null;
  readonly requestId: string;
  readonly startedAt: Date;
}

/** One that an earlier run left. */
export interface LeftUpload {
  readonly record: UploadRecord;
  /** null: a direct one. */
  readonly spoolId: string | null;
  /** Whether the host may have had some of it. */
  readonly touched: boolean;
  /** Whether it may have had some of one that this one has replaced. */
  readonly inherited: boolean;
}

/** The records of uploads, in the database: each belongs to the server that has it in its spool. */
export class UploadRecords {
  readonly #database: Database;
  readonly #owner: string;

  /** `owner`: the id of this server. */
  constructor(database: Database, owner = '') {
    this.#database = database;
    this.#owner = owner;
  }

  /**
   * Records an upload in place of an older one into the same volume. `spoolId` null: a direct one; `touched`:
   * whether the host may have had some of that by then.
   */
  async put(
    { key, ...record }: UploadRecord,
    spoolId: string | null,
    touched = true,
  ): Promise<void> {
    await this.#database.transaction(async (em) => {
      await em.nativeDelete(Upload, { ...key });
      const inherited = touched; // of this one it has nothing yet
      em.create(Upload, { ...record, ...key, spoolId, touched, inherited, owner: this.#owner });
    });
  }

  /** Records that the host may have had some of it, before it has. */
  async touch(id: string): Promise<void> {
    await this.#database.em().nativeUpdate(Upload, { id }, { touched: true });
  }

  /** Whether a volume may have been removed for which something is recorded. */
  async isRemoving(key: VolumeKey): Promise<boolean> {
    return (await this.#database.em().count(Upload, { ...key, removing: true })) > 0;
  }

  async remove(id: string): Promise<void> {
    await this.#database.em().nativeDelete(Upload, { id });
  }

  /** Removes the record of what is over, and records in the same transaction what came of the volume. */
  async settle({ id, key }: UploadRecord, what: VolumeOutcome, at: Date): Promise<void> {
    const { host, domain: account, volume } = key;
    const type = what === 'filled' ? volumeFilled : volumeLost;
    await this.#database.transaction(async (em) => {
      if ((await em.nativeDelete(Upload, { id })) === 0) return;
      await recordEvent(em, { ...type.of({ host, volume }), account, at });
    });
  }

  /** Removes what is recorded of a volume, by whatever server; says whether there was anything. */
  async removeOf(key: VolumeKey): Promise<boolean> {
    return (await deleteEqual(this.#database.em(), Upload, key)) > 0;
  }

  /** Removes what is recorded of all volumes of a domain on a host, by whatever server. */
  async removeAllOf(host: Label, domain: Label): Promise<void> {
    await this.#database.em().nativeDelete(Upload, { host, domain });
  }

  /** Whether an upload still counts: a newer one replaces it, on whatever server. */
  async has(id: string): Promise<boolean> {
    return (await this.#database.em().count(Upload, { id })) > 0;
  }

  /** Whether a volume that is gone is to come back for it: it still counts, and nobody has removed the volume. */
  async isWanted(id: string): Promise<boolean> {
    return (await this.#database.em().count(Upload, { id, removing: false })) > 0;
  }

  /**
   * Records that a host may be told to remove a volume, or (false) that it does not: what is recorded of one that is
   * gone then brings it back no more.
   */
  async markRemoving(key: VolumeKey, isIt = true): Promise<void> {
    await this.#database.em().nativeUpdate(Upload, { ...key }, { removing: isIt });
  }

  /** What the volume does not hold yet and was sent to it last, to whatever server; null: nothing. */
  async awaited(key: VolumeKey): Promise<AwaitedUpload | null> {
    const row = await this.#database.em().findOne(Upload, { ...key });
    if (!row) return null;
    const { owner, spoolId, volumeSize } = row;
    return { here: owner === this.#owner, direct: (spoolId ?? null) === null, volumeSize };
  }

  /** How many of this server are not whole at their hosts. */
  async countOwn(): Promise<number> {
    return await this.#database.em().count(Upload, { owner: this.#owner });
  }

  /** All that an earlier run of this server left. */
  async all(): Promise<LeftUpload[]> {
    const rows = await this.#database.em().find(Upload, { owner: this.#owner });
    return rows.map((row) => {
      const { spoolId = null, touched, inherited } = row;
      return { record: present(row), spoolId, touched, inherited };
    });
  }
}

function present(row: Upload): UploadRecord {
  const label = (text: string): Label => parseLabel(text);
  return {
    id: row.id,
    key: { host: label(row.host), domain: label(row.domain), volume: label(row.volume) },
    sha256: row.sha256 ?? null,
    volumeSize: row.volumeSize,
    credential: row.credential ?? null,
    requestId: row.requestId,
    startedAt: row.startedAt,
  };
}
