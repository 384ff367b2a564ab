import type { UsageSample } from '../../api/stats.ts';

/** What was used around one moment. */
export interface UsagePoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of one CPU, 1 being all of it; null: not known, since it takes two samples. */
  readonly cpu: number | null;
  /** Octets. */
  readonly memory: number;
  readonly networks: readonly NetworkRate[];
}

/** Octets a second; null: not known, since it takes two samples. */
export interface NetworkRate {
  readonly name: string;
  readonly received: number | null;
  readonly sent: number | null;
}

/** Points that are kept: an hour of them. */
const maxPoints = 360;

/** The history with one more sample, given the one before. */
export function extendHistory(
  history: readonly UsagePoint[],
  before: UsageSample | null,
  sample: UsageSample,
): UsagePoint[] {
  const rate = rateBetween(before?.at ?? Number.NaN, sample.at);
  const networks = sample.networks.map(({ name, receivedOctets, sentOctets }) => {
    const earlier = before?.networks.find((network) => network.name === name);
    return {
      name,
      received: rate(earlier?.receivedOctets, receivedOctets),
      sent: rate(earlier?.sentOctets, sentOctets),
    };
  });
  const cpu = rate(before?.cpuSeconds, sample.cpuSeconds);
  const point = { at: sample.at, cpu, memory: sample.residentOctets, networks };
  return [...history, point].slice(-maxPoints);
}

/** A counter that became smaller began anew with the unikernel: what it grew by is not known. */
function rateBetween(from: number, to: number) {
  return (earlier: number | undefined, later: number): number | null => {
    if (earlier === undefined || later < earlier || !(to > from)) return null;
    return (later - earlier) / ((to - from) / 1000);
  };
}
