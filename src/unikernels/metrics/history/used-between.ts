import type { Usage } from '../usage.ts';
import type { UsedPoint } from './metric-point.ts';

/** Milliseconds between two samples beyond which it is not known what was used between them. */
const longestGap = 35_000;

const counters = ['cpuSeconds', 'received', 'sent', 'blockReads', 'blockWrites'] as const;

/** What was used between two samples; null: they say nothing about that. */
export function usedBetween(before: Usage, usage: Usage): UsedPoint | null {
  const milliseconds = usage.at - before.at;
  if (milliseconds <= 0 || milliseconds > longestGap) return null;
  // Where a counter became smaller the unikernel was started anew between them, and all began at 0.
  const isAnew = counters.some((counter) => usage[counter] < before[counter]);
  const rate = (counter: (typeof counters)[number], unit: number) => {
    const grown = usage[counter] - (isAnew ? 0 : before[counter]);
    return Math.round((grown * unit * 1000) / milliseconds);
  };
  return {
    cpu: rate('cpuSeconds', 1_000_000),
    memory: usage.memory,
    received: rate('received', 1),
    sent: rate('sent', 1),
    blockReads: rate('blockReads', 1_000),
    blockWrites: rate('blockWrites', 1_000),
  };
}
