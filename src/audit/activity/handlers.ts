import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Timer } from '../../base/timer.ts';
import type { Database } from '../../database/database.ts';
import type { Severity } from '../../database/events/define-event.ts';
import type { EventFeed } from '../../database/events/event-feed.ts';
import type { PublishedEvent } from '../../database/events/published-event.ts';
import { answerEvents, eventStreamType } from '../../http/event-stream.ts';
import { cursorNumber } from '../../http/paging.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import { bellHandlers } from './bell-handlers.ts';
import { presentEvent, presentPage } from './presenter.ts';
import { readEvents } from './read-events.ts';
import * as schema from './schema.ts';
import { watchEvents } from './watch-events.ts';

export type ActivityHandlers = ReturnType<typeof activityHandlers>;

const tag = 'Events';

export interface ActivityDeps {
  readonly database: Database;
  readonly feed: EventFeed;
  readonly timer: Timer;
  readonly clock: Clock;
  /** What can happen. */
  readonly types: readonly EventTypeWords[];
}

/** What is told of a type of events. */
export interface EventTypeWords {
  readonly type: string;
  readonly severity: Severity;
  readonly about: string;
}

/** Reading what has happened, and following it. */
export function activityHandlers({ database, feed, timer, clock, types }: ActivityDeps) {
  return {
    ...bellHandlers({ database, clock }),
    types: defineHandler({
      operationId: 'listEventTypes',
      tag,
      summary: 'List what can happen',
      answers: { 200: schema.eventTypeList },
      handle: async () => {
        const data = types.map(({ type, severity, about }) => ({ type, severity, about }));
        return { status: 200, body: { data } };
      },
    }),
    list: defineHandler({
      operationId: 'listEvents',
      tag,
      summary: 'Page through what has happened, the newest first',
      description:
        'What became of the account’s unikernels, volumes and tokens, whoever did it. An ' +
        'administrator may ask for another account’s, or for everybody’s and the hosts’ with `*`. Without `limit` a ' +
        'page has 50.',
      query: schema.eventsQuery,
      answers: { 200: schema.eventPage },
      handle: async ({ actor, query: { cursor, limit = 50, ...filter } }) => {
        const part = { cursor: cursorNumber(cursor), limit };
        const page = await readEvents(database, actor, filter, part);
        return { status: 200, body: presentPage(page) };
      },
    }),
    watch: defineHandler({
      operationId: 'watchEvents',
      tag,
      summary: 'Follow what happens',
      description:
        'Server-Sent Events, each with an event as its data and its number as its id, in order and ' +
        'without a gap; `Last-Event-ID`, or `after`, goes on after that.',
      query: schema.eventStreamQuery,
      answers: { 200: eventStreamType },
      problems: ['malformed-request'],
      handle: async (request) => {
        const { actor, signal, query } = request;
        const { after = null, ...filter } = query;
        const seen = readLastEventId(request.header('last-event-id'));
        const turn = () => request.turn();
        const events = watchEvents(feed, { actor, filter, after: seen ?? after, signal, turn });
        return answerEvents(asServerEvents(events), { timer, signal });
      },
    }),
  };
}

function readLastEventId(header: string | null): number | null {
  const { data, success } = schema.lastEventId.safeParse(header);
  if (success) return data;
  throw new Problem('malformed-request', 'The Last-Event-ID is no number of an event.');
}

async function* asServerEvents(events: AsyncIterable<PublishedEvent>) {
  for await (const event of events) yield { id: `${event.number}`, data: presentEvent(event) };
}
