import { systemTimer } from '../../../../src/base/timer.ts';
import type { Database } from '../../../../src/database/database.ts';
import { EventFeed } from '../../../../src/database/events/event-feed.ts';
import type { PublishedEvent } from '../../../../src/database/events/published-event.ts';
import { type NewEvent, recordEvent } from '../../../../src/database/events/record-event.ts';
import {
  unikernelExited,
  unikernelGaveUp,
} from '../../../../src/unikernels/events/unikernel-events.ts';

/** An event that does not fold, of a unikernel with this name. */
export function happening(unikernel: string, more: Partial<NewEvent> = {}): NewEvent {
  const content = unikernelGaveUp.of({ host: 'one', unikernel });
  return { ...content, account: 'alice', at: new Date(), ...more };
}

/** One that folds. */
export function exit(code: number | null, more: Partial<NewEvent> = {}): NewEvent {
  const content = unikernelExited.of({ host: 'one', unikernel: 'web', code });
  return { ...content, account: 'alice', at: new Date(), ...more };
}

/** Records events in one transaction. */
export async function record(database: Database, ...events: readonly NewEvent[]): Promise<void> {
  await database.transaction(async (em) => {
    for (const event of events) await recordEvent(em, event);
  });
}

/** A feed, and all that it has told so far. */
export async function startFeed(database: Database, report: (error: unknown) => void = fail) {
  const feed = new EventFeed({ database, timer: systemTimer, report });
  await feed.start();
  const told: PublishedEvent[] = [];
  feed.onPublished((events) => told.push(...events));
  return { feed, told };
}

function fail(error: unknown): never {
  throw error;
}
