import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { type NewEvent, recordEvent } from '../../database/events/record-event.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import { StoredUnikernel } from './entity.ts';
import type { RegisteredUnikernel } from './registered-unikernel.ts';
import type { ToldState } from './told-state.ts';

/** What was told last of a unikernel. */
export interface Told {
  readonly state: ToldState;
  /** The fields in which it ran other than it was asked for; empty: none. */
  readonly drift: readonly string[];
}

/** Remembers what was told of unikernels, so that whoever watches them next tells it no second time. */
export class ToldRecords {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Remembers it, and records the event that it is; nothing where it was told, or asked for anew, meanwhile. */
  async tell(
    { id, key, askedAt, told }: RegisteredUnikernel,
    now: Told,
    events: readonly Omit<NewEvent, 'account' | 'at'>[],
  ): Promise<void> {
    const before = { toldState: told.state, toldDrift: told.drift.join(',') };
    const after = { toldState: now.state, toldDrift: now.drift.join(',') };
    await this.#database.em().transactional(async (em) => {
      const where = { id, askedAt, ...before };
      if ((await updateEqual(em, StoredUnikernel, where, after)) === 0) return;
      const at = this.#clock();
      for (const event of events) await recordEvent(em, { ...event, account: key.domain, at });
    });
  }
}
