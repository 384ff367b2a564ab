import { randomUUID } from 'node:crypto';
import { newSshKey, type SshKey } from '../../albatross/ssh/ssh-key.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import { StoredSshKey } from './entity.ts';

/** How long a key waits for its host: 24 hours, in milliseconds. */
const lifetime = 24 * 60 * 60 * 1000;

/** What `authorized_keys` calls the keys that are made here. */
const comment = 'fulmar';

export interface SshKeysDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
}

/** A key that waits for its host. */
export interface WaitingSshKey {
  readonly id: string;
  readonly key: SshKey;
  readonly expiresAt: Date;
}

/**
 * Keys that are made here, so that their private halves never leave the server: a host lets a key in
 * only once somebody has entered it there, so it is made before the host is added.
 */
export class SshKeys {
  readonly #deps: SshKeysDeps;

  constructor(deps: SshKeysDeps) {
    this.#deps = deps;
  }

  /** Makes a key, for one host; those that nobody used within a day are removed. */
  async make(): Promise<WaitingSshKey> {
    const { database, box, clock } = this.#deps;
    const now = clock();
    const [id, key] = [randomUUID(), newSshKey(comment)];
    const expiresAt = new Date(now.getTime() + lifetime);
    const sealedKey = box.seal(Buffer.from(key.privateKey), sealContext(id));
    const em = database.em();
    await em.nativeDelete(StoredSshKey, { expiresAt: { $lte: now } });
    await em.insert(StoredSshKey, { id, sealedKey, expiresAt });
    return { id, key, expiresAt };
  }

  /** The private key of this id, which stays until it is `used`. Throws `credentials-refused`. */
  async find(id: string): Promise<string> {
    const { database, box, clock } = this.#deps;
    const waiting = { id, expiresAt: { $gt: clock() } };
    const stored = await database.em().findOne(StoredSshKey, waiting);
    if (!stored) throw unknown();
    try {
      return box.open(stored.sealedKey, sealContext(id)).toString('utf8');
    } catch (error) {
      if (error instanceof SealError) throw unknown(error);
      throw error;
    }
  }

  /** Deletes a key that waits. Throws `ssh-key-unknown`. */
  async discard(id: string): Promise<void> {
    const { database, clock } = this.#deps;
    const waiting = { id, expiresAt: { $gt: clock() } };
    if ((await database.em().nativeDelete(StoredSshKey, waiting)) > 0) return;
    throw new Problem('ssh-key-unknown', `There is no SSH key ${id} that waits for a host.`);
  }

  /** Gives the key to the host that `em` stores. Throws `credentials-refused` where another has it. */
  async used(em: EntityManager, id: string): Promise<void> {
    if ((await em.nativeDelete(StoredSshKey, { id })) === 0) throw unknown();
  }
}

/**
 * Reseals with the newest key the keys that are under older ones, which are then no longer needed; gives how
 * many.
 */
export async function resealSshKeys(database: Database, box: SecretBox): Promise<number> {
  const em = database.em();
  let count = 0;
  for (const { id, sealedKey } of await em.findAll(StoredSshKey)) {
    const fresh = box.reseal(sealedKey, sealContext(id));
    // A host may be given it meanwhile.
    if (fresh) count += await em.nativeUpdate(StoredSshKey, { id }, { sealedKey: fresh });
  }
  return count;
}

const sealContext = (id: string) => `ssh-key/${id}`;

const unknown = (cause?: Error) =>
  new Problem(
    'credentials-refused',
    'There is no such key any more: it was used, was deleted, or is older than a day. Make another one.',
    { cause },
  );
