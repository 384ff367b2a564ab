import type { z } from 'zod';
import type { PublishedEvent } from '../../database/events/published-event.ts';
import type { EventPage } from './read-events.ts';
import type { eventAnswer, eventPage } from './schema.ts';

/** A page of events as those who may see them do. */
export function presentPage({ events, next }: EventPage): z.input<typeof eventPage> {
  return { data: events.map(presentEvent), next: next === null ? null : `${next}` };
}

/** One of them. */
export function presentEvent(event: PublishedEvent): z.input<typeof eventAnswer> {
  const { id, number, type, severity, account, host, object, at, hostAt, summary, facts, count } =
    event;
  return {
    ...{ id, number, type, severity, account, host, object, summary, count },
    at: at.toISOString(),
    hostAt: hostAt?.toISOString() ?? null,
    facts: { ...facts },
    lastAt: event.lastAt.toISOString(),
  };
}
