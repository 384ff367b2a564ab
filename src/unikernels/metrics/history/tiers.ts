/** How finely what unikernels use is kept, and for how long. */
export interface Tier {
  /** Seconds between two points. */
  readonly step: number;
  /** Seconds for which they are kept. */
  readonly kept: number;
}

const day = 24 * 3600;

/** As a host samples, and means over a minute. */
export const fineTier: Tier = { step: 10, kept: day };
export const coarseTier: Tier = { step: 60, kept: 14 * day };

export const tiers: readonly Tier[] = [fineTier, coarseTier];

/** Points of a block: ten minutes of the fine ones, an hour of the coarse ones. */
export const pointsOfBlock = 60;

/** The beginning of the span of that length in which a moment is; all of it in seconds since 1970. */
export const startOf = (moment: number, span: number) => Math.floor(moment / span) * span;

/** The beginning of the block in which a point of a moment is. */
export const blockOf = ({ step }: Tier, moment: number) => startOf(moment, step * pointsOfBlock);
