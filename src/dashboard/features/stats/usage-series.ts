import type { Metrics } from '../../api/metrics.ts';
import type { UsagePoint } from './usage-history.ts';

/** What was used at one moment; null: not known. */
export interface ShownPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of its CPUs: 1 is all of them. */
  readonly cpu: number | null;
  /** Octets. */
  readonly memory: number | null;
  /** Octets a second. */
  readonly received: number | null;
  readonly sent: number | null;
  /** Blocks a second. */
  readonly blockReads: number | null;
  readonly blockWrites: number | null;
}

/** Milliseconds between samples beyond which there is a gap. */
const longestGap = 35_000;

/** What was kept of a span, and behind it what was seen since on this page. */
export function joinPoints(
  metrics: Metrics | undefined,
  live: readonly UsagePoint[],
  cpus: number,
): ShownPoint[] {
  const kept = metrics ? keptPoints(metrics) : [];
  while (kept.length > 0 && kept.at(-1)?.memory === null) kept.pop();
  const last = kept.at(-1)?.at ?? 0;
  const newer = live.filter(({ at }) => at > last).map((point) => livePoint(point, cpus));
  const [first] = newer;
  const isApart = first && last > 0 && first.at - last > longestGap;
  return isApart ? [...kept, unknownAt(last + 1), ...newer] : [...kept, ...newer];
}

/** Each stands at the end of the time that it is about. */
function keptPoints({ from, step, series }: Metrics): ShownPoint[] {
  const start = Date.parse(from);
  return series.memory.map((memory, index) => ({
    ...{ at: start + (index + 1) * step * 1000, memory },
    cpu: series.cpu[index] ?? null,
    received: series.received[index] ?? null,
    sent: series.sent[index] ?? null,
    blockReads: series.blockReads[index] ?? null,
    blockWrites: series.blockWrites[index] ?? null,
  }));
}

function livePoint({ at, cpu, memory, networks }: UsagePoint, cpus: number): ShownPoint {
  const sum = (direction: 'received' | 'sent') =>
    networks.reduce<number | null>((total, network) => {
      const rate = network[direction];
      return total === null || rate === null ? null : total + rate;
    }, 0);
  return {
    ...{ at, memory, cpu: cpu === null ? null : cpu / cpus },
    ...{ received: sum('received'), sent: sum('sent') },
    ...{ blockReads: null, blockWrites: null },
  };
}

const unknownAt = (at: number): ShownPoint => ({
  ...{ at, cpu: null, memory: null, received: null, sent: null },
  ...{ blockReads: null, blockWrites: null },
});
