import { createLru } from '../../base/lru.ts';
import type { Database } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { unikernelGaveUp } from '../events/unikernel-events.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Registry } from '../registry/registry.ts';
import { keptAnew } from '../registry/rows.ts';

/** Records how unikernels are kept running, unless they were asked for anew meanwhile. */
export class KeepingRecords {
  readonly #database: Database;
  readonly #registry: Pick<Registry, 'changed'>;
  /** How often on end the try of each was given back. */
  readonly #givenBack = createLru<number>(10_000);

  constructor(database: Database, registry: Pick<Registry, 'changed'>) {
    this.#database = database;
    this.#registry = registry;
  }

  /** It is to be started at this time, at the earliest. */
  async wait(unikernel: RegisteredUnikernel, until: Date): Promise<void> {
    if (unikernel.keeping.nextAt?.getTime() === until.getTime()) return;
    await this.#change(unikernel, { keepNextAt: until });
  }

  /** It is being started: to be written before, so that no crash makes endless tries of it. */
  async tried(unikernel: RegisteredUnikernel, nextAt: Date): Promise<void> {
    const keepTries = unikernel.keeping.tries + 1;
    await this.#change(unikernel, { keepTries, keepNextAt: nextAt });
  }

  /**
   * Its host was told nothing, though it was tried: that does not count. `tried`: as it was before; `nextAt`: when
   * it is tried again, by how often that has been so on end, as far as this server knows.
   */
  async giveBack(tried: RegisteredUnikernel, nextAt: (times: number) => Date): Promise<void> {
    const times = (this.#givenBack.get(tried.id) ?? 0) + 1;
    this.#givenBack.set(tried.id, times);
    await this.#change(tried, { keepTries: tried.keeping.tries, keepNextAt: nextAt(times) });
  }

  /** Its host was told, or never is. */
  wasTold({ id }: Pick<RegisteredUnikernel, 'id'>): void {
    this.#givenBack.delete(id);
  }

  /** Whether it was not given up before. */
  async giveUp(unikernel: RegisteredUnikernel, why: string, at: Date): Promise<boolean> {
    const { host, domain: account, name } = unikernel.key;
    const event = { ...unikernelGaveUp.of({ host, unikernel: name }), account, at };
    const isGivenUp = await this.#database.em().transactional(async (em) => {
      const change = { keepGaveUp: why, keepNextAt: null };
      const count = await em.nativeUpdate(StoredUnikernel, isSame(unikernel), change);
      if (count > 0) await recordEvent(em, event);
      return count > 0;
    });
    this.#registry.changed(account);
    return isGivenUp;
  }

  /** It keeps running: what was tried counts no more. */
  async forgive(unikernel: RegisteredUnikernel): Promise<void> {
    await this.#change(unikernel, keptAnew);
  }

  async #change(
    unikernel: RegisteredUnikernel,
    change: Partial<{ [K in keyof typeof keptAnew]: StoredUnikernel[K] }>,
  ): Promise<void> {
    await this.#database.em().nativeUpdate(StoredUnikernel, isSame(unikernel), change);
    this.#registry.changed(unikernel.key.domain);
  }
}

/** It was not asked for anew, and is still to be kept. */
const isSame = ({ id, askedAt }: RegisteredUnikernel) => ({ id, askedAt, keepRunning: true });
