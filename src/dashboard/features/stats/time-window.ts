/** What is shown at once; milliseconds since 1970. */
export interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

/** Where a moment is in it: 0 at the start, 1 at the end. */
export const shareOf = (moment: number, { start, end }: TimeWindow): number =>
  (moment - start) / Math.max(1, end - start);

/** The moment there. */
export const momentAt = (share: number, { start, end }: TimeWindow): number =>
  start + Math.min(1, Math.max(0, share)) * (end - start);
