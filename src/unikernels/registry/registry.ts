import { randomUUID } from 'node:crypto';
import type { Label } from '../../albatross/names.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { type Clock, monotonicClock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import { escaped } from '../../secrets/references.ts';
import { type AskedConfig, askedConfig } from '../asked-config.ts';
import type { Deployment } from '../entity.ts';
import type { Releases } from '../releases/releases.ts';
import { argumentsOf } from '../running-arguments.ts';
import { type Observation, observe, unobserved } from '../state/observation.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { DomainCache } from './domain-cache.ts';
import { StoredUnikernel, type UnikernelLabels } from './entity.ts';
import {
  observationColumns,
  type RegisteredUnikernel,
  readRegistered,
} from './registered-unikernel.ts';
import { ended, keyOf, newRow } from './rows.ts';
import { SealedValues } from './sealed-values.ts';

/** What of a unikernel is changed without its host. */
export interface RegistryChange {
  readonly labels?: UnikernelLabels | undefined;
  readonly deletionProtection?: boolean | undefined;
}

/** What one look adds to what is known. */
export interface Sighting {
  readonly observation: Observation;
  /** What the host showed; null: it did not show the unikernel. */
  readonly info: UnikernelInfo | null;
}

const day = 24 * 3600 * 1000;
/** Milliseconds for which one that was destroyed is known again, and one that is gone is shown. */
const destroyedKept = 30 * day;
const goneKept = day;

export interface RegistryDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly releases: Releases;
}

/** Who made a release, and what it brings back. */
export type ReleasedBy = Pick<Deployment, 'accountName' | 'tokenName'> &
  Partial<Pick<Deployment, 'rollbackTo'>>;

/** What a host was told to start. */
interface Started {
  readonly digest: string | null;
  /** null: as it was. */
  readonly asked: AskedConfig | null;
}

/** As it runs, with what looks like a reference to a secret taken as it stands. */
function asRunning(info: UnikernelInfo): AskedConfig {
  const running = argumentsOf(info, true);
  return askedConfig({ ...running, arguments: running.arguments?.map(escaped) ?? [] }, running);
}

/** Remembers unikernels: what was asked for, and what was seen of them last. */
export class Registry {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #values: SealedValues;
  readonly #releases: Releases;
  readonly #cache: DomainCache;

  constructor({ database, box, clock, releases }: RegistryDeps) {
    this.#database = database;
    this.#releases = releases;
    this.#clock = clock;
    this.#values = new SealedValues(box);
    this.#cache = new DomainCache(monotonicClock, database.pool !== null);
  }

  /** A domain's, on one host or on all. */
  async ofDomain(domain: Label): Promise<readonly RegisteredUnikernel[]> {
    return await this.#cache.get(domain, () => this.#find({ domain, destroyedAt: null }));
  }

  /** What is known of a domain's unikernels was changed, and is committed. */
  changed(domain: Label): void {
    this.#cache.forget(domain);
  }

  /** All of them, whosever they are. */
  async all(): Promise<RegisteredUnikernel[]> {
    return await this.#find({ destroyedAt: null });
  }

  /** All on a host, whosever they are, those too that were destroyed a while ago. */
  async onHost(host: Label): Promise<RegisteredUnikernel[]> {
    return await this.#find({ host });
  }

  async find(key: UnikernelKey): Promise<RegisteredUnikernel | null> {
    const [found] = await this.#find({ ...key, destroyedAt: null });
    return found ?? null;
  }

  /** Takes in what runs on a host and is not known yet: to be watched, and not more. */
  async takeIn(key: UnikernelKey, { observation, info }: Sighting): Promise<void> {
    const id = randomUUID();
    const row = {
      ...{ id, ...key, managed: false, desired: 'running' as const },
      ...{ sealedConfig: null, digest: null, askedAt: null, labels: {} },
      ...{ deletionProtection: false, createdAt: this.#clock(), createdBy: null },
      ...{ destroyedAt: null, ...observationColumns(observation) },
      sealedInfo: info && this.#values.sealInfo(id, info),
    };
    await this.#database.em().upsert(StoredUnikernel, row, {
      onConflictFields: ['host', 'domain', 'name'],
      onConflictAction: 'ignore',
    });
    this.changed(key.domain);
  }

  /** Records what was seen, unless something was asked for since `known` was read. */
  async observed(known: RegisteredUnikernel, { observation, info }: Sighting): Promise<void> {
    const { id, key, askedAt, destroyedAt } = known;
    const isBack = destroyedAt !== null && info !== null;
    await this.#database.em().nativeUpdate(
      StoredUnikernel,
      { id, askedAt, destroyedAt },
      {
        ...observationColumns(observation),
        ...(info && { sealedInfo: this.#values.sealInfo(id, info) }),
        // What another client or the host brings back is not ours to want.
        ...(isBack && { destroyedAt: null, managed: false }),
      },
    );
    this.changed(key.domain);
  }

  /** Changes what needs no host. */
  async change({ id, key }: RegisteredUnikernel, change: RegistryChange): Promise<void> {
    await this.#database.em().nativeUpdate(StoredUnikernel, { id }, { ...change });
    this.changed(key.domain);
  }

  /** Wants one from now on as it was seen last: its first release. */
  async manage({ id, key, lastInfo }: RegisteredUnikernel, by: ReleasedBy): Promise<void> {
    const seen = lastInfo && {
      sealedConfig: this.#values.sealConfig(id, asRunning(lastInfo)),
      digest: lastInfo.digest.toString('hex'),
    };
    await this.#database.transaction(async (em) => {
      await em.nativeUpdate(StoredUnikernel, { id }, { managed: true, ...seen });
      await this.#release(em, await em.findOneOrFail(StoredUnikernel, { id }), by);
    });
    this.changed(key.domain);
  }

  /** Wants one as an earlier release of Fulmar has started it, which remembered no unikernels. */
  async claim(key: UnikernelKey, config: AskedConfig, by: Deployment): Promise<void> {
    const known = await this.find(key);
    if (!known || known.managed) return;
    const { id } = known;
    const asked = { sealedConfig: this.#values.sealConfig(id, config), digest: by.digest ?? null };
    await this.#database.transaction(async (em) => {
      await em.nativeUpdate(StoredUnikernel, { id }, { managed: true, ...asked });
      await this.#release(em, await em.findOneOrFail(StoredUnikernel, { id }), by);
    });
    this.changed(key.domain);
  }

  /** One that runs, wanted from now on as it does where it was only watched. */
  async expectManaged(
    key: UnikernelKey,
    info: UnikernelInfo,
    by: ReleasedBy,
  ): Promise<RegisteredUnikernel> {
    const before = await this.find(key);
    if (before?.managed && before.config) return before;
    const look = { at: this.#clock(), found: info, afterAbsence: true };
    const sighting = { observation: observe(unobserved, look, null), info };
    if (before) await this.observed(before, sighting);
    else await this.takeIn(key, sighting);
    const known = await this.find(key);
    if (!known) throw new Error(`${key.name} was forgotten while it was taken in`);
    await this.manage(known, by);
    return (await this.find(key)) ?? known;
  }

  /** Wants one that does not run not to run. */
  async stopped({ id, key }: RegisteredUnikernel): Promise<void> {
    await this.#database.em().nativeUpdate(StoredUnikernel, { id }, { desired: 'stopped' });
    this.changed(key.domain);
  }

  /** Drops what is remembered. */
  async forget({ id, key }: RegisteredUnikernel): Promise<void> {
    await this.#database.transaction(async (em) => {
      await em.nativeDelete(StoredUnikernel, { id });
      await this.#releases.forget(em, key);
    });
    this.changed(key.domain);
  }

  /** Forgets what was destroyed long ago, and what was only watched and is gone for a while. */
  async purge(): Promise<void> {
    const now = this.#clock().getTime();
    const destroyed = { destroyedAt: { $lt: new Date(now - destroyedKept) } };
    const gone = {
      managed: false,
      destroyedAt: null,
      absentSince: { $lt: new Date(now - goneKept) },
    };
    await this.#database.em().nativeDelete(StoredUnikernel, { $or: [destroyed, gone] });
    this.#cache.clear();
  }

  /**
   * Remembers what a deployment has led to, in the transaction that records its success; `changed` is
   * to be called behind it.
   */
  async follow(
    em: EntityManager,
    deployment: Deployment,
    asked: AskedConfig | null,
  ): Promise<void> {
    const before = await em.findOne(StoredUnikernel, keyOf(deployment));
    const now = this.#clock();
    if (deployment.action === 'stop') {
      if (before) await em.nativeUpdate(StoredUnikernel, { id: before.id }, { desired: 'stopped' });
      return;
    }
    if (deployment.action === 'destroy') {
      if (before) await em.nativeUpdate(StoredUnikernel, { id: before.id }, ended(now));
      await this.#releases.forget(em, keyOf(deployment));
      return;
    }
    const row = before ?? em.create(StoredUnikernel, newRow(deployment, now));
    em.assign(row, this.#started(row, { digest: deployment.digest ?? null, asked }, now));
    await em.persist(row).flush();
    await this.#release(em, row, deployment);
  }

  /** What was started can be gone back to, as far as it is known. */
  async #release(em: EntityManager, row: StoredUnikernel, by: ReleasedBy): Promise<void> {
    const { host, domain, name, digest } = row;
    const config = this.#values.openConfig(row.id, row.sealedConfig);
    if (!config || !digest) return;
    await this.#releases.record(em, {
      key: { host, domain, name },
      ...{ digest, config, accountName: by.accountName },
      rollbackTo: by.rollbackTo ?? null,
      tokenName: by.tokenName ?? null,
    });
  }

  #started(row: StoredUnikernel, { digest, asked }: Started, now: Date) {
    const { id } = row;
    const config = asked ?? this.#configOf(row);
    return {
      managed: true,
      desired: 'running' as const,
      sealedConfig: config && this.#values.sealConfig(id, config),
      digest,
      sealedInfo: null,
      askedAt: now,
      destroyedAt: null,
      // What was counted of the one before is not this one's.
      starts: [],
      exit: null,
      absentSince: null,
      lostWithHost: false,
    };
  }

  /** As last asked for, or else as it was seen. */
  #configOf({ id, sealedConfig, sealedInfo }: StoredUnikernel) {
    const config = this.#values.openConfig(id, sealedConfig);
    const info = this.#values.openInfo(id, sealedInfo);
    return config ?? (info && asRunning(info));
  }

  async #find(where: Readonly<Record<string, unknown>>): Promise<RegisteredUnikernel[]> {
    const stored = await this.#database.em().find(StoredUnikernel, where, {
      orderBy: { host: 'asc', name: 'asc' },
    });
    return stored.map((row) => readRegistered(row, this.#values));
  }
}
