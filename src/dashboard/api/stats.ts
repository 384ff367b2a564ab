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

/** Octets of a page on the hosts that albatross runs on (x86-64 and arm64). */
const pageOctets = 4096;

/** The sample that an event holds. */
export function sampleOf(data: unknown): UsageSample {
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
