import { api, dataOf } from './client.ts';
import { streamOf } from './console.ts';
import { followEvents, type StreamState } from './event-stream.ts';
import { takeTurn } from './stream-turns.ts';
import type { UnikernelPlace } from './unikernel.ts';

/** What a unikernel has used since it started, at one moment. */
export interface UsageSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Seconds of CPU time. */
  readonly cpuSeconds: number;
  /** Octets that are in the host's memory. */
  readonly residentOctets: number;
  readonly networks: readonly NetworkCounters[];
}

export interface NetworkCounters {
  readonly name: string;
  readonly receivedOctets: number;
  readonly sentOctets: number;
}

export interface StatsReader {
  onSamples(samples: readonly UsageSample[]): void;
  onState(state: StreamState): void;
  readonly signal: AbortSignal;
}

/** Octets of a page on the hosts that albatross runs on (x86-64 and arm64). */
const pageOctets = 4096;

/** Follows what a unikernel uses, a sample every 10 s. Throws the `ProblemError` of a refusal. */
export function followStats({ host, name }: UnikernelPlace, reader: StatsReader): Promise<void> {
  return followEvents({
    open: (_lastEventId, signal) =>
      dataOf(
        api.GET('/api/v1/hosts/{host}/unikernels/{name}/stats', {
          params: { path: { host, name } },
          parseAs: 'stream',
          signal,
        }),
      ).then(streamOf),
    onEvents: (events) => reader.onSamples(events.map(({ data }) => sampleOf(data))),
    onState: reader.onState,
    signal: reader.signal,
    takeTurn,
  });
}

function sampleOf(data: unknown): UsageSample {
  const cpu = member(data, 'cpu');
  const networks = member(data, 'network');
  return {
    at: Date.parse(`${member(data, 'timestamp')}`),
    cpuSeconds: count(cpu, 'userSeconds') + count(cpu, 'systemSeconds'),
    residentOctets: count(member(data, 'memory'), 'residentPages') * pageOctets,
    networks: Array.isArray(networks) ? networks.map(countersOf) : [],
  };
}

const countersOf = (data: unknown): NetworkCounters => ({
  name: `${member(data, 'name')}`,
  receivedOctets: count(data, 'receivedOctets'),
  sentOctets: count(data, 'sentOctets'),
});

const member = (data: unknown, name: string): unknown => Reflect.get(Object(data), name);

/** A counter; the server sends one as text that no number holds exactly. */
const count = (data: unknown, name: string): number => Number(member(data, name));
