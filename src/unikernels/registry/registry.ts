import { randomUUID } from 'node:crypto';
import type { Label } from '../../albatross/names.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { type Clock, monotonicClock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { findWhere } from '../../database/rows/find-where.ts';
import { execute } from '../../database/rows/statement.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import { StoredHost } from '../../host-client/entity.ts';
import { unikernelReappeared } from '../events/unikernel-events.ts';
import type { Exit } from '../state/exit.ts';
import type { Observation } from '../state/observation.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { DomainCache } from './domain-cache.ts';
import { StoredUnikernel } from './entity.ts';
import { matching, type NamedAs, type Sought, seenMatching, type Whereabouts } from './matching.ts';
import {
  observationColumns,
  type RegisteredUnikernel,
  readRegistered,
} from './registered-unikernel.ts';
import { neverAsked, neverTold, notKept } from './rows.ts';
import type { SealedValues } from './sealed-values.ts';

/** What one look adds to what is known. */
export interface Sighting {
  readonly observation: Observation;
  /** What the host showed; null: it did not show the unikernel. */
  readonly info: UnikernelInfo | null;
}

/** One that runs and is not known yet. */
export interface Found {
  readonly key: UnikernelKey;
  readonly sighting: Sighting;
}

/** One that was asked for here, on a host that is known. */
export interface ManagedUnikernel {
  readonly id: string;
  readonly domain: Label;
  readonly name: Label;
}

const day = 24 * 3600 * 1000;
/** Milliseconds for which one that was destroyed is known again, and one that is gone is shown. */
const destroyedKept = 30 * day;
const goneKept = day;

/** Rows that one statement changes. */
const atOnce = 1_000;

export interface RegistryDeps {
  readonly database: Database;
  readonly values: SealedValues;
  readonly clock: Clock;
}

/** What is remembered of unikernels; what was seen of them is recorded here. */
export class Registry {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #values: SealedValues;
  readonly #cache: DomainCache;
  /** Who is told that something was asked of a host. */
  readonly #listeners = new Set<(host: Label) => void>();

  constructor({ database, values, clock }: RegistryDeps) {
    this.#database = database;
    this.#clock = clock;
    this.#values = values;
    this.#cache = new DomainCache(monotonicClock, database.pool !== null);
  }

  /** A domain's, on all hosts. */
  async ofDomain(domain: Label): Promise<readonly RegisteredUnikernel[]> {
    return await this.#cache.get(domain, () => this.#findEqual({ domain, destroyedAt: null }));
  }

  /** Those somewhere that are called so. */
  async named(where: Whereabouts, as: NamedAs): Promise<RegisteredUnikernel[]> {
    const { sql, values } = matching(where, as);
    const ordered = `${sql} order by host, name`;
    const stored = await findWhere(this.#database.em(), StoredUnikernel, ordered, values);
    return stored.map((row) => readRegistered(row, this.#values));
  }

  /** The hosts on which some were seen that may be what is looked for. */
  async hostsOf(where: Whereabouts, sought: Sought): Promise<ReadonlySet<Label>> {
    const { sql, values } = seenMatching(where, sought);
    const select = `select distinct host from unikernels where ${sql}`;
    const { rows } = await execute<{ host: Label }>(this.#database.em(), select, values);
    return new Set(rows.map(({ host }) => host));
  }

  /** What is known of a domain's unikernels was changed, and is committed. */
  changed(domain: Label): void {
    this.#cache.forget(domain);
  }

  /** The same, of one of which something was asked: what there is to see of it on its host is another now. */
  asked({ host, domain }: Pick<UnikernelKey, 'host' | 'domain'>): void {
    this.changed(domain);
    for (const tell of this.#listeners) tell(host);
  }

  /** Calls whenever something was asked of a host from here, until disposed. */
  onAsked(host: Label, listener: () => void): Disposable {
    const tell = (other: Label) => {
      if (other === host) listener();
    };
    this.#listeners.add(tell);
    return { [Symbol.dispose]: () => void this.#listeners.delete(tell) };
  }

  /** As `changed`, of all of them. */
  forgetCached(): void {
    this.#cache.clear();
  }

  /** All of them, whosever they are. */
  async all(): Promise<RegisteredUnikernel[]> {
    return await this.#findEqual({ destroyedAt: null });
  }

  /** All on a host, whosever they are, those too that were destroyed a while ago. */
  async onHost(host: Label): Promise<RegisteredUnikernel[]> {
    return await this.#findEqual({ host });
  }

  /** So many of all of them, in the order of their ids, from after one on. */
  async page(after: string | null, limit: number): Promise<RegisteredUnikernel[]> {
    const where = { destroyedAt: null, ...(after !== null && { id: { $gt: after } }) };
    const orderBy = { id: 'asc' } as const;
    const stored = await this.#database.em().find(StoredUnikernel, where, { orderBy, limit });
    return stored.map((row) => readRegistered(row, this.#values));
  }

  /** Which of those on a host were asked for here. */
  async managedOn(host: Label): Promise<ManagedUnikernel[]> {
    const where = { host, managed: true, destroyedAt: null };
    const fields = ['id', 'domain', 'name'] as const;
    const stored = await this.#database.em().find(StoredUnikernel, where, { fields });
    return stored.map(({ id, domain, name }) => ({ id, domain, name }));
  }

  /** The ids of all that were asked for here, whosever they are. */
  async managedIds(): Promise<ReadonlySet<string>> {
    const where = { managed: true, destroyedAt: null };
    const stored = await this.#database.em().find(StoredUnikernel, where, { fields: ['id'] });
    return new Set(stored.map(({ id }) => id));
  }

  async find(key: UnikernelKey): Promise<RegisteredUnikernel | null> {
    const known = await this.findTrace(key);
    return known?.destroyedAt ? null : known;
  }

  /** The same, or what is left of one that was destroyed a while ago. */
  async findTrace(key: UnikernelKey): Promise<RegisteredUnikernel | null> {
    const [stored] = await findEqual(this.#database.em(), StoredUnikernel, { ...key });
    return stored ? readRegistered(stored, this.#values) : null;
  }

  /** Whether one was stopped or destroyed from here, and is to run no more. */
  async isEnded(key: UnikernelKey): Promise<boolean> {
    const known = await this.findTrace(key);
    if (!known) return false; // its host was removed
    const { managed, desired, destroyedAt } = known;
    return destroyedAt !== null || (managed && desired === 'stopped');
  }

  /** Those asked for here whose sources were not asked for updates since then, the longest ago first. */
  async lookedAtBefore(moment: Date, limit: number): Promise<RegisteredUnikernel[]> {
    const isDue = { $or: [{ updateAt: null }, { updateAt: { $lt: moment } }] };
    const where = { managed: true, destroyedAt: null, digest: { $ne: null }, ...isDue };
    const orderBy = { updateAt: 'asc nulls first', id: 'asc' } as const;
    const stored = await this.#database.em().find(StoredUnikernel, where, { orderBy, limit });
    return stored.map((row) => readRegistered(row, this.#values));
  }

  /** Takes in what runs on a host and is not known yet: to be watched, and not more. */
  async takeIn(found: readonly Found[]): Promise<void> {
    if (found.length === 0) return;
    const rows = found.map((each) => this.#newRow(each));
    await this.#database.em().upsertMany(StoredUnikernel, rows, {
      onConflictFields: ['host', 'domain', 'name'],
      onConflictAction: 'ignore',
    });
    for (const { key } of found) this.changed(key.domain);
  }

  #newRow({ key, sighting: { observation, info } }: Found) {
    const id = randomUUID();
    return {
      ...{ id, ...key, managed: false, desired: 'running' as const },
      ...{ sealedConfig: null, digest: null, askedAt: null, labels: {} },
      ...{
        deletionProtection: false,
        ...notKept,
        ...neverAsked,
        ...neverTold,
        createdAt: this.#clock(),
        createdBy: null,
      },
      ...{ destroyedAt: null, ...observationColumns(observation) },
      sealedInfo: info && this.#values.sealInfo(id, info),
    };
  }

  /** Records what was seen, unless something was asked for since `known` was read. */
  async observed(known: RegisteredUnikernel, { observation, info }: Sighting): Promise<void> {
    const { id, key, askedAt, destroyedAt } = known;
    // How it has ended may have been heard meanwhile, which this look knows nothing of.
    const unheard = known.observation.exit === null ? { exit: null } : {};
    const before = { id, askedAt, destroyedAt, ...unheard };
    const seen = {
      ...observationColumns(observation),
      ...(info && { sealedInfo: this.#values.sealInfo(id, info) }),
    };
    if (destroyedAt !== null && info !== null) await this.#isBack(key, before, seen);
    else await updateEqual(this.#database.em(), StoredUnikernel, before, seen);
    this.changed(key.domain);
  }

  /** Records that these are there as before, but for those of which something was asked for since then. */
  async seenAgain(known: readonly RegisteredUnikernel[], seenAt: Date): Promise<void> {
    const notSince = { $or: [{ askedAt: null }, { askedAt: { $lte: seenAt } }] };
    for (let begin = 0; begin < known.length; begin += atOnce) {
      const ids = known.slice(begin, begin + atOnce).map(({ id }) => id);
      const where = { id: { $in: ids }, destroyedAt: null, ...notSince };
      await this.#database.em().nativeUpdate(StoredUnikernel, where, { seenAt });
    }
    for (const { key } of known) this.changed(key.domain);
  }

  /** Records how one that is gone has ended, unless it was asked for since `known` was read, or is there again. */
  async hasEnded(known: RegisteredUnikernel, exit: Exit): Promise<void> {
    const { id, key, askedAt, destroyedAt, observation } = known;
    const same = { id, askedAt, destroyedAt, absentSince: observation.absentSince };
    const { isReplaced } = observation.exit ?? {};
    const told = { ...exit, ...(isReplaced && { isReplaced }) };
    await updateEqual(this.#database.em(), StoredUnikernel, same, { exit: told });
    this.changed(key.domain);
  }

  /** What another client or the host brings back is not ours to want, and is told. */
  async #isBack(
    { host, domain: account, name: unikernel }: UnikernelKey,
    before: Pick<RegisteredUnikernel, 'id' | 'askedAt' | 'destroyedAt'>,
    seen: Partial<StoredUnikernel>,
  ): Promise<void> {
    const content = unikernelReappeared.of({ host, unikernel, after: 'destroyed' });
    const at = this.#clock();
    await this.#database.transaction(async (em) => {
      const desired = 'running' as const; // as of all that is only watched
      const change = { ...seen, destroyedAt: null, managed: false, desired };
      const count = await em.nativeUpdate(StoredUnikernel, before, change);
      if (count > 0) await recordEvent(em, { ...content, account, at, hostAt: seen.startedAt });
    });
  }

  /**
   * Forgets what was destroyed long ago, and what was only watched and is gone for a while, or was last seen on
   * a host that is called otherwise now or was removed: another server may have looked at it meanwhile.
   */
  async purge(): Promise<void> {
    const em = this.#database.em();
    const hosts = await em.findAll(StoredHost, { fields: ['name'] });
    const stray = { managed: false, host: { $nin: hosts.map(({ name }) => name) } };
    const now = this.#clock().getTime();
    const destroyed = { destroyedAt: { $lt: new Date(now - destroyedKept) } };
    const gone = {
      managed: false,
      destroyedAt: null,
      absentSince: { $lt: new Date(now - goneKept) },
    };
    await em.nativeDelete(StoredUnikernel, { $or: [destroyed, gone, stray] });
    this.#cache.clear();
  }

  async #findEqual(equal: Partial<StoredUnikernel>): Promise<RegisteredUnikernel[]> {
    const order = { by: ['host', 'name'] } as const;
    const stored = await findEqual(this.#database.em(), StoredUnikernel, equal, order);
    return stored.map((row) => readRegistered(row, this.#values));
  }
}
