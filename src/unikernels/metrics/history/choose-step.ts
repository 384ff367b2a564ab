import { coarseTier, fineTier, type Tier } from './tiers.ts';
import type { Span } from './usage-history.ts';

/**
 * Points of an answer: as many at the most, and where nobody says how far apart they are to be. An hour in points
 * of 10 s is usual, also where the clock of whoever asks is not quite ours.
 */
const maxPoints = 1_500;
const defaultPoints = 400;

/** Seconds between two points that people can read off an axis. */
const readable = [10, 60, 120, 300, 600, 1_200, 1_800, 3_600];

/** How finely a span is shown, and which points that is made of. */
export interface Resolution {
  readonly step: number;
  readonly tier: Tier;
}

/**
 * How finely a span can be shown: as is asked for, but no finer than what is kept of it, and with no more points
 * than an answer has. `now` in seconds since 1970, as the span.
 */
export function chooseStep({ from, to }: Span, asked: number | null, now: number): Resolution {
  const length = to - from;
  const isRecent = from >= now - fineTier.kept;
  const finest = isRecent ? fineTier.step : coarseTier.step;
  const defaultStep = readable.find((step) => step >= finest && length / step <= defaultPoints);
  const wanted = Math.max(asked ?? defaultStep ?? coarseTier.step, length / maxPoints, finest);
  const tier = isRecent && wanted < coarseTier.step ? fineTier : coarseTier;
  return { tier, step: Math.ceil(wanted / tier.step) * tier.step };
}
