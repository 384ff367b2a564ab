import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { EventContent } from '../../database/events/define-event.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { backupFailed, backupIncomplete, backupRecovered } from './backup-events.ts';
import type { Totals } from './format/records.ts';

interface TellDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** Tells administrators that scheduled backups are not made, once until one is, whichever server finds it. */
export async function tellFailed(deps: TellDeps, reason: string): Promise<void> {
  await tell(deps, backupFailed.of({ reason }), (last) => last?.type !== backupFailed.type);
}

/** Reports an incomplete backup, once until one is complete; or that one is complete again. */
export async function tellMade(deps: TellDeps, { image, console }: Missing): Promise<void> {
  if (image + console > 0) {
    const incomplete = backupIncomplete.of({ images: image, consoles: console });
    return await tell(deps, incomplete, (last) => last?.type !== backupIncomplete.type);
  }
  const isBad = (last: StoredEvent | null) => last !== null && last.type !== backupRecovered.type;
  await tell(deps, backupRecovered.of({}), isBad);
}

/** How many contents of each kind a backup should hold but does not. */
export type Missing = NonNullable<Totals['missingOf']>;

/** What was last reported of scheduled backups; null: nothing is wrong. */
export async function troubleTold(em: EntityManager): Promise<BackupTrouble | null> {
  const last = await lastTold(em);
  if (last?.type === backupFailed.type) return { kind: 'failed', why: `${last.facts.reason}` };
  return last?.type === backupIncomplete.type ? { kind: 'incomplete', why: last.summary } : null;
}

export interface BackupTrouble {
  /** No backup is made, or one that does not hold all that it should. */
  readonly kind: 'failed' | 'incomplete';
  /** A sentence. */
  readonly why: string;
}

async function tell(
  { database, clock }: TellDeps,
  event: EventContent,
  isNews: (last: StoredEvent | null) => boolean,
): Promise<void> {
  await database.transaction(async (em) => {
    if (isNews(await lastTold(em))) await recordEvent(em, { ...event, account: null, at: clock() });
  });
}

async function lastTold(em: EntityManager): Promise<StoredEvent | null> {
  const { object } = backupRecovered.of({});
  return await em.findOne(StoredEvent, { object }, { orderBy: { serial: 'desc' } });
}
