import { onAbort } from '../../base/timer.ts';
import type { EventFeed } from '../../database/events/event-feed.ts';
import type { PublishedEvent } from '../../database/events/published-event.ts';
import type { Actor } from '../../identity/access/actor.ts';
import { type EventFilter, ownerOf, visibleEvents } from './visible-events.ts';

/** Events that are read at once: more are read when these were taken. */
const batch = 100;

/** What is watched, and by whom. */
export interface Watching {
  readonly actor: Actor;
  readonly filter: EventFilter;
  /** The number after which it begins; null: with what is published from now on. */
  readonly after: number | null;
  readonly signal: AbortSignal;
  /** Waits for the account's turn, since one event may be for many who watch. */
  readonly turn: () => Promise<void>;
}

/**
 * What happens, in order and without a gap, as far as the actor may see it, until `signal` aborts; at the
 * pace of whoever reads it. Throws as `visibleEvents` does, before anything is watched.
 */
export function watchEvents(feed: EventFeed, watching: Watching): AsyncGenerator<PublishedEvent> {
  const { actor, filter } = watching;
  const owner = ownerOf(actor, filter);
  const where = visibleEvents(actor, filter);
  const isOurs = ({ account }: PublishedEvent) => owner === null || account === owner;
  const after = watching.after ?? feed.last;
  return follow(feed, { ...watching, after, where, isOurs });
}

interface Following extends Omit<Watching, 'after'> {
  readonly after: number;
  readonly where: ReturnType<typeof visibleEvents>;
  readonly isOurs: (event: PublishedEvent) => boolean;
}

async function* follow(
  feed: EventFeed,
  { after, where, isOurs, signal, turn }: Following,
): AsyncGenerator<PublishedEvent> {
  // Another server may have published more than is known here yet; what was restored has less.
  let last = after > feed.last ? Math.min(after, await feed.newest()) : after;
  let news = Promise.withResolvers<void>();
  using _listening = feed.onPublished((events) => {
    if (events.some(isOurs)) news.resolve();
  });
  using _ending = onAbort(signal, () => news.resolve());
  while (!signal.aborted) {
    const newest = feed.last; // what is not found up to here is none of ours
    const events = await feed.read(last, batch, where);
    yield* events;
    const isAll = events.length < batch;
    last = Math.max(events.at(-1)?.number ?? last, isAll ? newest : last);
    if (!isAll) continue;
    await news.promise;
    news = Promise.withResolvers<void>();
    if (!signal.aborted) await turn();
  }
}
