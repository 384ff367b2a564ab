import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import { streamOf } from './console.ts';
import { followEvents, type StreamPlace } from './event-stream.ts';
import { takeTurn } from './stream-turns.ts';
import type { UnikernelPlace } from './unikernel.ts';

/** How bad what happened is, at least. */
export const severities = ['info', 'warning', 'error'] as const;

export type Severity = (typeof severities)[number];

/** What lets an event pass; empty: everything of one's own. */
export interface EventFilter {
  /** `*`: everybody's, for administrators. */
  readonly account?: string;
  /** One type, or the beginning of some, as `unikernel.`. */
  readonly type?: string;
  readonly severity?: Severity;
  /** An address below `/api/v1`, all below it included. */
  readonly object?: string;
}

/** What has happened lately, the newest first. */
export const recentEventsQuery = (filter: EventFilter, limit = 5) =>
  queryOptions({
    queryKey: ['events', 'recent', filter, limit],
    queryFn: ({ signal }) => {
      const query = { ...filter, limit };
      return dataOf(api.GET('/api/v1/events', { params: { query }, signal }));
    },
    refetchInterval: 10_000,
  });

/** Events of a unikernel that are shown at once. */
const maxShown = 200;

/** What has happened to a unikernel since a moment; `span` is how long ago that is, by its name. */
export const happenedQuery = ({ host, name }: UnikernelPlace, since: number, span: string) =>
  queryOptions({
    queryKey: ['events', 'of', host, name, span],
    queryFn: ({ signal }) => {
      const object = `hosts/${host}/unikernels/${name}`;
      const query = { object, since: new Date(since).toISOString(), limit: maxShown };
      return dataOf(api.GET('/api/v1/events', { params: { query }, signal }));
    },
    refetchInterval: 10_000,
    placeholderData: keepPreviousData,
  });

/** What has happened, the newest first, page by page. */
export const eventsQuery = (filter: EventFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['events', filter, limit],
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      const query = { ...filter, limit, ...cursor };
      return dataOf(api.GET('/api/v1/events', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

interface Following {
  readonly filter: EventFilter;
  readonly place: StreamPlace;
  readonly signal: AbortSignal;
  onNews(): void;
}

/** Tells whenever something happens that a filter lets pass. Throws the `ProblemError` of a refusal. */
export function followNews({ filter, place, signal, onNews }: Following): Promise<void> {
  return followEvents({
    open: (lastEventId, turn) =>
      dataOf(
        api.GET('/api/v1/events/live', {
          params: { query: { ...filter } },
          headers: lastEventId === null ? {} : { 'Last-Event-ID': lastEventId },
          parseAs: 'stream',
          signal: turn,
        }),
      ).then(streamOf),
    onEvents: onNews,
    // What was missed while it was away is in the list that is read anew.
    onState: (state) => state === 'open' && onNews(),
    place,
    signal,
    takeTurn,
  });
}
