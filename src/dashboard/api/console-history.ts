import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { serverAddress } from './base-path.ts';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';
import type { UnikernelPlace } from './unikernel.ts';

export type KeptLines = Schema['ConsoleHistory'];
export type KeptLine = KeptLines['data'][number];

const path = '/api/v1/hosts/{host}/unikernels/{name}/console/history';

/** Which of the lines that were kept. */
export interface KeptLinesRequest {
  readonly order: 'asc' | 'desc';
  /** RFC 3339: from this time on, and before that one. */
  readonly from?: string;
  readonly to?: string;
  readonly release?: number;
  /** The `next` of the page before, or the number of a line: behind it, in that order. */
  readonly cursor?: string;
  readonly text?: string;
  readonly ignoreCase?: 'true';
  readonly limit?: number;
}

/** Reads what was kept of a console. */
export function readKeptLines(
  { host, name }: UnikernelPlace,
  query: KeptLinesRequest,
  signal?: AbortSignal,
): Promise<KeptLines> {
  const options = { params: { path: { host, name }, query }, ...(signal && { signal }) };
  return dataOf(api.GET(path, options));
}

/** Lines of a hit's surroundings, before and after it. */
const around = 10;

/** The lines around one that was found, which is among them. */
export const linesAroundQuery = (place: UnikernelPlace, number: number) =>
  queryOptions({
    queryKey: ['kept-lines', place.host, place.name, number],
    queryFn: ({ signal }) => {
      const first = Math.max(0, number - around - 1);
      const query = { order: 'asc', cursor: `${first}`, limit: number - first + around } as const;
      return readKeptLines(place, query, signal);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Lines before a moment, and as many from it on. */
const atMoment = 20;

/** Milliseconds after which all lines of a moment are kept: a line waits a while until it is stored. */
const keptAfter = 60_000;

/** The lines around a moment, milliseconds since 1970, in their order; read anew while some may be missing. */
export const linesAtQuery = (place: UnikernelPlace, moment: number) =>
  queryOptions({
    queryKey: ['kept-lines', place.host, place.name, 'at', Math.floor(moment / 1000)],
    queryFn: async ({ signal }) => {
      const time = new Date(moment).toISOString();
      const [before, after] = await Promise.all([
        readKeptLines(place, { order: 'desc', to: time, limit: atMoment }, signal),
        readKeptLines(place, { order: 'asc', from: time, limit: atMoment }, signal),
      ]);
      return { before: before.data.toReversed(), after: after.data };
    },
    placeholderData: keepPreviousData,
    refetchInterval: () => (Date.now() - moment < keptAfter ? 5_000 : false),
  });

/** Where all that was kept of a console is downloaded. */
export const keptLinesAddress = ({ host, name }: UnikernelPlace): string =>
  `${serverAddress}/api/v1/hosts/${host}/unikernels/${name}/console/download`;
