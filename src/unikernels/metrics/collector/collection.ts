/** How it goes with the samples of a domain on a host. */
export const collectionStates = ['starting', 'collecting', 'yielded', 'refused', 'off'] as const;

export type CollectionState = (typeof collectionStates)[number];

/** Whether the samples of a domain are collected, and since when. */
export interface Collection {
  readonly state: CollectionState;
  readonly since: Date;
  /** When it is tried again; null: it is under way, or nobody tries. */
  readonly nextAt: Date | null;
}
