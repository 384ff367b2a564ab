import { randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { deleteEqual } from '../../database/rows/delete-equal.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import { checkHappenings } from '../events/check-happenings.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { Registry } from '../registry/registry.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { HealthDay } from './availability.ts';
import { type CheckHealth, healthOf } from './check-health.ts';
import { UnikernelHealth } from './entity.ts';
import { type KeptHealth, readHealth, sealChecks, storedResult } from './kept-health.ts';
import { resultsAfter, type StandingCheck } from './standing-checks.ts';

export interface HealthRecordsDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly registry: Pick<Registry, 'changed'>;
}

/** How the checks of a unikernel have gone on. */
export interface HealthUpdate {
  readonly health: KeptHealth;
  readonly results: readonly CheckHealth[];
  readonly days: readonly HealthDay[];
}

/** Keeps what is checked of unikernels while they run, and how that goes. */
export class HealthRecords {
  readonly #deps: HealthRecordsDeps;

  constructor(deps: HealthRecordsDeps) {
    this.#deps = deps;
  }

  async find(key: UnikernelKey): Promise<KeptHealth | null> {
    const stored = await this.#deps.database.em().findOne(UnikernelHealth, rowOf(key));
    return stored && readHealth(stored, this.#deps.box);
  }

  /** All on a host, whosever they are. */
  async onHost(host: Label): Promise<KeptHealth[]> {
    const stored = await this.#deps.database.em().find(UnikernelHealth, { host });
    return stored.flatMap((row) => readHealth(row, this.#deps.box) ?? []);
  }

  /** Checks this from now on, and nothing else; none: nothing. */
  async set(key: UnikernelKey, checks: readonly StandingCheck[]): Promise<void> {
    await this.#deps.database.transaction((em) => this.#set(em, key, checks));
    this.#deps.registry.changed(key.domain);
  }

  /**
   * Goes on with what a deployment has checked, in the transaction that records its success; where that
   * was nothing, all stays as it is.
   */
  async adopt(
    em: EntityManager,
    key: UnikernelKey,
    checks: readonly StandingCheck[],
  ): Promise<void> {
    if (checks.length > 0) await this.#set(em, key, checks);
  }

  /** Checks nothing any more of one that is destroyed. */
  async forget(em: EntityManager, key: UnikernelKey): Promise<void> {
    await deleteEqual(em, UnikernelHealth, rowOf(key));
  }

  /** Records how checks have gone on, unless others were set meanwhile. */
  async record(updates: readonly HealthUpdate[]): Promise<void> {
    await this.#deps.database.transaction(async (em) => {
      for (const update of updates) await this.#record(em, update);
    });
    for (const { health } of updates) this.#deps.registry.changed(health.key.domain);
  }

  async #record(em: EntityManager, { health, results, days }: HealthUpdate): Promise<void> {
    const { id, key } = health;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const stored = await em.findOne(UnikernelHealth, { id }, { lockMode });
    if (!stored) return;
    // What is recorded, not what is remembered: that may have gone on while the database failed.
    const happenings = checkHappenings(health, stored.results, results);
    em.assign(stored, { results: results.map(storedResult), days });
    await this.#summarize(em, key, results);
    for (const event of happenings) await recordEvent(em, event);
  }

  async #set(
    em: EntityManager,
    key: UnikernelKey,
    checks: readonly StandingCheck[],
  ): Promise<void> {
    const { box } = this.#deps;
    const stored = await em.findOne(UnikernelHealth, rowOf(key));
    const before = stored && readHealth(stored, box);
    const results = resultsAfter(before?.checks ?? [], before?.results ?? [], checks);
    await em.nativeDelete(UnikernelHealth, rowOf(key));
    if (checks.length > 0) {
      const id = randomUUID();
      await em.insert(UnikernelHealth, {
        ...{ id, ...rowOf(key), sealedChecks: sealChecks(box, id, checks) },
        ...{ results: results.map(storedResult), days: before?.days ?? [] },
      });
    }
    await this.#summarize(em, key, results);
  }

  /** What lists show. */
  async #summarize(em: EntityManager, key: UnikernelKey, results: readonly CheckHealth[]) {
    const change = { health: healthOf(results) };
    await em.nativeUpdate(StoredUnikernel, rowOf(key), change);
  }
}

const rowOf = ({ host, domain, name }: UnikernelKey) => ({ host, domain, name });
