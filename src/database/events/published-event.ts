import type { StoredEvent } from './entity.ts';

/** An event as whoever reads it gets it. */
export interface PublishedEvent
  extends Readonly<
    Pick<
      StoredEvent,
      'id' | 'type' | 'severity' | 'object' | 'summary' | 'facts' | 'at' | 'count' | 'lastAt'
    >
  > {
  readonly number: number;
  readonly account: string | null;
  readonly host: string | null;
  readonly name: string | null;
  readonly hostAt: Date | null;
}

/** What was stored of an event that has its number. */
export function publishedEvent(stored: StoredEvent): PublishedEvent {
  const { id, number, type, severity, object, summary, facts, at, count, lastAt } = stored;
  if (!number) throw new TypeError(`the event ${id} is not published`);
  return {
    ...{ id, number, type, severity, object, summary, facts, at, count, lastAt },
    account: stored.account ?? null,
    host: stored.host ?? null,
    name: stored.name ?? null,
    hostAt: stored.hostAt ?? null,
  };
}
