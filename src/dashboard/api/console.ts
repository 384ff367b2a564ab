import { api, dataOf } from './client.ts';
import { followEvents, type StreamPlace, type StreamState } from './event-stream.ts';
import { takeTurn } from './stream-turns.ts';
import type { UnikernelPlace } from './unikernel.ts';

/** One line that a unikernel wrote. Nothing in it is to be trusted. */
export interface PrintedLine {
  /** RFC 3339, UTC. */
  readonly timestamp: string;
  readonly line: string;
}

export interface ConsoleReader {
  onLines(lines: readonly PrintedLine[]): void;
  onState(state: StreamState): void;
  readonly place: StreamPlace;
  readonly signal: AbortSignal;
}

/** Follows a console, from a place in it on; at its beginning, all that the host has. Throws the `ProblemError` of a refusal. */
export function followConsole(
  { host, name }: UnikernelPlace,
  reader: ConsoleReader,
): Promise<void> {
  return followEvents({
    open: (lastEventId, signal) =>
      dataOf(
        api.GET('/api/v1/hosts/{host}/unikernels/{name}/console', {
          params: { path: { host, name } },
          headers: lastEventId === null ? {} : { 'Last-Event-ID': lastEventId },
          parseAs: 'stream',
          signal,
        }),
      ).then(streamOf),
    onEvents: (events) => reader.onLines(events.map(({ data }) => lineOf(data))),
    onState: reader.onState,
    place: reader.place,
    signal: reader.signal,
    takeTurn,
  });
}

/** The line that an event holds. */
export function lineOf(data: unknown): PrintedLine {
  const timestamp: unknown = Reflect.get(Object(data), 'timestamp');
  const line: unknown = Reflect.get(Object(data), 'line');
  return { timestamp: `${timestamp}`, line: `${line}` };
}

/** What the answer of a stream's route is, though its type says text. */
export function streamOf(body: unknown): ReadableStream<Uint8Array<ArrayBuffer>> {
  if (body instanceof ReadableStream) return body;
  throw new TypeError('The server did not send an event stream.');
}
