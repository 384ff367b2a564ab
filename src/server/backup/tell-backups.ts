import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { EventContent } from '../../database/events/define-event.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { backupFailed, backupRecovered } from './backup-events.ts';

interface TellDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** Tells administrators that scheduled backups are not made, once until one is, whichever server finds it. */
export async function tellFailed(deps: TellDeps, reason: string): Promise<void> {
  await tell(deps, backupFailed.of({ reason }), (last) => last?.type !== backupFailed.type);
}

/** Tells them that one was made again, where the last word was that it was not. */
export async function tellMade(deps: TellDeps): Promise<void> {
  await tell(deps, backupRecovered.of({}), (last) => last?.type === backupFailed.type);
}

/** Why no scheduled backup is made, as it was told last; null: they are made. */
export async function failureTold(em: EntityManager): Promise<string | null> {
  const last = await lastTold(em);
  return last?.type === backupFailed.type ? `${last.facts.reason}` : null;
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
