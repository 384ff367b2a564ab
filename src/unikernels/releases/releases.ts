import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { AskedConfig } from '../asked-config.ts';
import { rowsOf } from '../deployment-history.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { Release } from './entity.ts';

/** Releases of a unikernel that are kept, beside those with a name. */
const maxKept = 5;

/** What was started. */
export interface Released {
  readonly key: UnikernelKey;
  readonly digest: string;
  readonly config: AskedConfig;
  /** The release that it brings back; null: none. */
  readonly rollbackTo: number | null;
  readonly accountName: string;
  readonly tokenName: string | null;
}

/** What people may say of a release. */
export interface ReleaseChange {
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** Keeps what unikernels were started with, so that they can go back to it. */
export class Releases {
  readonly #database: Database;
  readonly #box: SecretBox;
  readonly #clock: Clock;

  constructor(database: Database, box: SecretBox, clock: Clock) {
    this.#database = database;
    this.#box = box;
    this.#clock = clock;
  }

  /** The newest first; the first one is what was asked for last. */
  async list(key: UnikernelKey): Promise<Release[]> {
    return await listIn(this.#database.em(), key);
  }

  async find(key: UnikernelKey, number: number): Promise<Release | null> {
    return await this.#database.em().findOne(Release, { ...rowsOf(key), number });
  }

  /** What it was started with; null: no key opens it. */
  configOf({ id, sealedConfig }: Release): AskedConfig | null {
    try {
      return JSON.parse(this.#box.open(sealedConfig, releaseContext(id)).toString());
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }

  /** Records what was started, unless it is what ran before; forgets the oldest. */
  async record(em: EntityManager, released: Released): Promise<void> {
    const { key, config, ...row } = released;
    const before = await listIn(em, key);
    const [current] = before;
    if (current && row.rollbackTo === null && this.#isSame(current, released)) return;
    const id = randomUUID();
    const sealedConfig = this.#box.seal(Buffer.from(JSON.stringify(config)), releaseContext(id));
    const number = (current?.number ?? 0) + 1;
    const said = { name: null, note: null, createdAt: this.#clock() };
    em.create(Release, { id, ...rowsOf(key), ...row, number, sealedConfig, ...said });
    await em.flush();
    await em.nativeDelete(Release, { id: before.filter(isOld).map(({ id: old }) => old) });
  }

  async change({ id }: Release, { name, note }: ReleaseChange): Promise<void> {
    const change = { ...(name !== undefined && { name }), ...(note !== undefined && { note }) };
    await this.#database.em().nativeUpdate(Release, { id }, change);
  }

  /** Forgets those of a unikernel that is no more. */
  async forget(em: EntityManager, key: UnikernelKey): Promise<void> {
    await em.nativeDelete(Release, rowsOf(key));
  }

  /** The images that releases need. */
  async digests(): Promise<string[]> {
    const releases = await this.#database.em().findAll(Release, { fields: ['digest'] });
    return releases.map(({ digest }) => digest);
  }

  #isSame(release: Release, { digest, config }: Released): boolean {
    return release.digest === digest && isDeepStrictEqual(this.configOf(release), plain(config));
  }
}

/** In what context the configuration of a release is sealed. */
export const releaseContext = (id: string) => `release/${id}`;

/** As it is when it was stored. */
const plain = (config: AskedConfig): unknown => JSON.parse(JSON.stringify(config));

/** Of those before a new one, the newest first. */
const isOld = ({ name }: Release, index: number) => name === null && index >= maxKept - 1;

async function listIn(em: EntityManager, key: UnikernelKey): Promise<Release[]> {
  return await em.find(Release, rowsOf(key), { orderBy: { number: 'desc' } });
}
