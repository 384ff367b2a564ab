import type { Database } from '../../database/database.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { type PublishedEvent, publishedEvent } from '../../database/events/published-event.ts';
import type { Actor } from '../../identity/access/actor.ts';
import { type EventFilter, visibleEvents } from './visible-events.ts';

/** Which part of the events is asked for. */
export interface PageRequest {
  /** `next` of the page before. */
  readonly cursor?: number | undefined;
  readonly limit: number;
}

export interface EventPage {
  /** The newest first. */
  readonly events: readonly PublishedEvent[];
  /** null: there are no more. */
  readonly next: number | null;
}

/** A page of what has happened, as far as the actor may see it. Throws `admin-only` and `scope-missing`. */
export async function readEvents(
  database: Database,
  actor: Actor,
  filter: EventFilter,
  { cursor, limit }: PageRequest,
): Promise<EventPage> {
  const before = cursor === undefined ? [] : [{ number: { $lt: cursor } }];
  const where = { $and: [visibleEvents(actor, filter), ...before] };
  const orderBy = { number: 'desc' } as const;
  const found = await database.em().find(StoredEvent, where, { orderBy, limit: limit + 1 });
  const events = found.slice(0, limit).map(publishedEvent);
  return { events, next: found.length > limit ? (events.at(-1)?.number ?? null) : null };
}
