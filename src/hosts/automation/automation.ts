import type { Database, EntityManager } from '../../database/database.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { AutomationPause } from './entity.ts';

/** There is one row at most. */
const id = 1;

/** Whether anything is done that nobody asked for; the same for all servers of the database. */
export class Automation {
  readonly #database: Database;
  readonly #clock: () => Date;

  constructor(database: Database, clock: () => Date) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Since when and why it is paused; null: it is not. */
  async pauseNow(): Promise<AutomationPause | null> {
    const [pause = null] = await findEqual(this.#database.em(), AutomationPause, { id });
    return pause;
  }

  async isPaused(): Promise<boolean> {
    return (await this.pauseNow()) !== null;
  }

  /** Pauses it, in a transaction where one is given; where it was paused before, that stays. */
  async pause(reason: string, em: EntityManager = this.#database.em()): Promise<void> {
    const row = { id, since: this.#clock(), reason };
    const keep = { onConflictFields: ['id' as const], onConflictAction: 'ignore' as const };
    await em.upsert(AutomationPause, row, keep);
  }

  async resume(): Promise<void> {
    await this.#database.em().nativeDelete(AutomationPause, { id });
  }
}
