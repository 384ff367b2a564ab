import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { FilterQuery } from '@mikro-orm/core';
import { type Label, parseLabel } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { deleteEqual } from '../../database/rows/delete-equal.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { insertRow } from '../../database/rows/insert-row.ts';
import { execute } from '../../database/rows/statement.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { PinnedSource } from '../../sources/pinned-source.ts';
import { isSameFile } from '../../sources/same-file.ts';
import { toldDigest } from '../../sources/told-digest.ts';
import type { AskedConfig } from '../asked-config.ts';
import { rowsOf } from '../deployment-history.ts';
import type { Deployment } from '../entity.ts';
import { type KnownOrigin, openOrigin, originColumns } from '../origins/origin.ts';
import { placeOf } from '../origins/present-origin.ts';
import { configContext } from '../sealed-config.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { isStartedAs } from './compare-releases.ts';
import { Release } from './entity.ts';
import { type CountedRelease, ImageShare } from './image-share.ts';

/** Releases of a unikernel that have a name at a time, which are kept whatever comes. */
const maxNamed = 50;

/** What was started. */
export interface Released {
  readonly key: UnikernelKey;
  readonly digest: string;
  readonly config: AskedConfig;
  /** Whether it was started once more as it was before. */
  readonly isRepeated: boolean;
  /** The release that it brings back; null: none. */
  readonly rollbackTo: number | null;
  /** The deployment that led to it, where that says where its image came from. */
  readonly deployment?: Pick<Deployment, 'id' | 'origin' | 'sealedSource'>;
  readonly accountName: string;
  readonly tokenName: string | null;
}

/** What people may say of a release. */
export interface ReleaseChange {
  readonly name?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** What is stored of where a release's image came from. */
type StoredOrigin = Pick<Release, 'id' | 'origin' | 'sealedSource'>;

export interface ReleasesDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
  /** Octets that the images of one account's releases may take together. */
  readonly imagesShare: number;
  /** Releases of a unikernel that are kept, beside those with a name. */
  readonly maxReleases: number;
}

/** Keeps what unikernels were started with, so that they can go back to it. */
export class Releases {
  readonly #database: Database;
  readonly #box: SecretBox;
  readonly #clock: Clock;
  readonly #share: number;
  readonly #max: number;

  constructor({ database, box, clock, imagesShare, maxReleases }: ReleasesDeps) {
    this.#database = database;
    this.#box = box;
    this.#clock = clock;
    this.#share = imagesShare;
    this.#max = maxReleases;
  }

  /** The newest first; the first one is what was asked for last. */
  async list(key: UnikernelKey): Promise<Release[]> {
    return await listIn(this.#database.em(), key);
  }

  async find(key: UnikernelKey, number: number): Promise<Release | null> {
    return await this.#database.em().findOne(Release, { ...rowsOf(key), number });
  }

  /** Throws `release-unknown` where it is not kept. */
  async expect(key: UnikernelKey, number: number): Promise<Release> {
    const release = await this.find(key, number);
    if (release) return release;
    throw new Problem('release-unknown', `No release ${number} of ${key.name} is kept.`);
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

  /** The latest one, where the unikernel was started last as that was; null: since then with something else. */
  currentOf(
    known: { readonly digest: string | null; readonly config: AskedConfig | null } | null,
    [latest]: readonly Release[],
  ): Release | null {
    if (!latest) return null;
    if (!known?.digest) return latest;
    const { digest, config } = known;
    const release = { release: latest, config: this.configOf(latest) };
    return isStartedAs(release, { digest, config }) ? latest : null;
  }

  /** Where its image came from; null: it was sent along, or no key opens it. */
  originOf(release: StoredOrigin): KnownOrigin | null {
    return openOrigin(this.#box, release, releaseContext(release.id));
  }

  /**
   * Records what was started, unless it is what ran before, or `isRepeated` without being a release; forgets the oldest, and
   * what the account has no room for.
   */
  async record(em: EntityManager, released: Released): Promise<void> {
    const { key, config, deployment, isRepeated, ...row } = released;
    const before = await listIn(em, key);
    if (isRepeated && !before.some((release) => this.#isStart(release, released))) return;
    const [current] = before;
    const told = deployment
      ? openOrigin(this.#box, deployment, configContext(deployment.id))
      : null;
    // The same image came from where it came before.
    const same = before.find(({ digest }) => digest === row.digest);
    const origin = told ?? (same ? this.originOf(same) : null);
    if (current && row.rollbackTo === null && this.#isSame(current, released)) {
      if (told) await updateEqual(em, Release, { id: current.id }, this.#columns(current.id, told));
      return;
    }
    const id = randomUUID();
    const sealedConfig = this.#box.seal(Buffer.from(JSON.stringify(config)), releaseContext(id));
    const number = (current?.number ?? 0) + 1;
    const said = { name: null, note: null, createdAt: this.#clock() };
    const from = this.#columns(id, origin);
    const added = { id, ...rowsOf(key), ...row, number, sealedConfig, ...from, ...said };
    await insertRow(em, Release, added);
    // The new one has no name either.
    await forget(em, before.filter(({ name }) => name === null).slice(this.#max - 1));
    await forget(em, (await shareIn(em, key.domain)).beyond(this.#share));
  }

  /**
   * Throws `no-room` where a name would keep more images than the account has room for, and `limit-reached`
   * where the unikernel has as many with names as it may have.
   */
  async change(release: Release, { name, note }: ReleaseChange): Promise<void> {
    const { id } = release;
    if (name && !release.name) {
      await this.#expectFewNamed(release);
      await this.#expectRoomFor(release);
    }
    const change = { ...(name !== undefined && { name }), ...(note !== undefined && { note }) };
    await this.#database.em().nativeUpdate(Release, { id }, change);
  }

  /** Forgets those of a unikernel that is no more. */
  async forget(em: EntityManager, key: UnikernelKey): Promise<void> {
    await deleteEqual(em, Release, rowsOf(key));
  }

  /** The images that releases need. */
  async digests(): Promise<string[]> {
    const releases = await this.#database.em().findAll(Release, { fields: ['digest'] });
    return releases.map(({ digest }) => digest);
  }

  /** Whether a domain has a release with this image. */
  async hasImage(domain: string, digest: string): Promise<boolean> {
    const own = { domain: parseLabel(domain), digest };
    return (await this.#database.em().count(Release, own)) > 0;
  }

  /**
   * SHA-256 of the image that a domain has had from there, whatever it came compressed in, hex; null: it
   * has none from there, or no key opens where its images came from.
   */
  async imageFrom(domain: string, pinned: PinnedSource): Promise<string | null> {
    const origin = { kind: pinned.kind, from: placeOf(pinned) };
    const own = { domain: parseLabel(domain) };
    const found = await this.#imageAmong({ ...own, origin }, pinned);
    if (found !== null || toldDigest(pinned) === null) return found;
    // A file of that digest may have come from elsewhere.
    return await this.#imageAmong({ ...own, sealedSource: { $ne: null } }, pinned);
  }

  async #imageAmong(some: FilterQuery<Release>, pinned: PinnedSource): Promise<string | null> {
    const orderBy = { createdAt: 'desc' } as const;
    const fields = ['id', 'digest', 'origin', 'sealedSource'] as const;
    const found = await this.#database.em().find(Release, some, { fields, orderBy });
    const isThat = (release: StoredOrigin) => {
      const before = this.originOf(release)?.pinned ?? null;
      return before !== null && isSameFile(before, pinned);
    };
    return found.find(isThat)?.digest ?? null;
  }

  #columns(id: string, known: KnownOrigin | null) {
    return originColumns(this.#box, known, releaseContext(id));
  }

  async #expectFewNamed({ host, domain, unikernel }: Release): Promise<void> {
    const named = { host, domain, unikernel, name: { $ne: null } };
    if ((await this.#database.em().count(Release, named)) < maxNamed) return;
    const detail = `A unikernel can have at most ${maxNamed} named releases. Remove the names of some of them.`;
    throw new Problem('limit-reached', detail);
  }

  async #expectRoomFor({ id, domain }: Release): Promise<void> {
    const share = await shareIn(this.#database.em(), domain, id);
    if (share.fixed <= this.#share) return;
    const detail =
      `The releases of ${domain} that have names, and the latest two of each unikernel, would keep images ` +
      `of ${share.fixed} octets together, and may at most ${this.#share} (FULMAR_KEPT_IMAGES_SHARE).`;
    throw new Problem('no-room', detail);
  }

  #isStart(release: Release, { digest, config }: Released): boolean {
    return isStartedAs({ release, config: this.configOf(release) }, { digest, config });
  }

  #isSame(release: Release, { digest, config }: Released): boolean {
    return release.digest === digest && isDeepStrictEqual(this.configOf(release), plain(config));
  }
}

/** In what context the configuration of a release is sealed. */
export const releaseContext = (id: string) => `release/${id}`;

/** As it is when it was stored. */
const plain = (config: AskedConfig): unknown => JSON.parse(JSON.stringify(config));

async function forget(em: EntityManager, releases: readonly Pick<Release, 'id'>[]): Promise<void> {
  if (releases.length === 0) return;
  await em.nativeDelete(Release, { id: releases.map(({ id }) => id) });
}

async function listIn(em: EntityManager, key: UnikernelKey): Promise<Release[]> {
  return await findEqual(em, Release, rowsOf(key), { by: ['number'], descending: true });
}

interface SharingRow extends CountedRelease {
  /** Octets; null: it is not kept. */
  readonly size: number | null;
}

/** A domain's releases, the newest first, and how large their images are. */
const sharing = `
  select releases.id, host, unikernel, releases.digest, releases.name, kept_images.size
  from releases left join kept_images on kept_images.digest = releases.digest
  where domain = ? order by releases.created_at desc, number desc`;

/** Octets of the images of a domain's releases, each once. */
export async function octetsOfReleases(em: EntityManager, domain: string): Promise<number> {
  const { rows } = await execute<SharingRow>(em, sharing, [domain]);
  const sizes = new Map(rows.map(({ digest, size }) => [digest, size ?? 0]));
  return sizes.values().reduce((sum, size) => sum + size, 0);
}

/** What a domain's releases keep; `named`: as though that one had a name. */
async function shareIn(em: EntityManager, domain: Label, named?: string): Promise<ImageShare> {
  const { rows } = await execute<SharingRow>(em, sharing, [domain]);
  const sizes = new Map(rows.map(({ digest, size }) => [digest, size ?? 0]));
  const counted = rows.map(({ size: _size, ...release }) => ({
    ...release,
    name: release.id === named ? (release.name ?? '') : release.name,
  }));
  return new ImageShare(counted, sizes);
}
