import { api, dataOf } from './client.ts';
import { lineOf, type PrintedLine, streamOf } from './console.ts';
import {
  followEvents,
  type StreamEvent,
  type StreamPlace,
  type StreamState,
  streamProblem,
} from './event-stream.ts';
import type { ProblemError } from './problem-error.ts';
import { sampleOf, type UsageSample } from './stats.ts';
import { takeTurn } from './stream-turns.ts';
import type { UnikernelPlace } from './unikernel.ts';

export interface UnikernelReader {
  onLines(lines: readonly PrintedLine[]): void;
  onSamples(samples: readonly UsageSample[]): void;
  /** There are no samples any more. */
  onSamplesEnd(problem: ProblemError): void;
  onState(state: StreamState): void;
  readonly place: StreamPlace;
  readonly signal: AbortSignal;
}

/**
 * Follows what a unikernel writes and uses over one connection, its console from a place in it on.
 * Throws the `ProblemError` of a refusal.
 */
export function followUnikernel(
  { host, name }: UnikernelPlace,
  reader: UnikernelReader,
): Promise<void> {
  return followEvents({
    open: (lastEventId, signal) =>
      dataOf(
        api.GET('/api/v1/hosts/{host}/unikernels/{name}/events', {
          params: { path: { host, name } },
          headers: lastEventId === null ? {} : { 'Last-Event-ID': lastEventId },
          parseAs: 'stream',
          signal,
        }),
      ).then(streamOf),
    onEvents: (events) => tell(events, reader),
    onState: reader.onState,
    place: reader.place,
    signal: reader.signal,
    takeTurn,
  });
}

function tell(events: readonly StreamEvent[], reader: UnikernelReader): void {
  const dataBy = (type: string) =>
    events.filter((event) => event.type === type).map(({ data }) => data);
  const lines = dataBy('console').map(lineOf);
  if (lines.length > 0) reader.onLines(lines);
  const samples = dataBy('stats').map(sampleOf);
  if (samples.length > 0) reader.onSamples(samples);
  for (const data of dataBy('stats-problem')) reader.onSamplesEnd(streamProblem(data));
}
