/** When, from where and by what a credential was used. */
export interface Occasion {
  readonly at: Date;
  readonly address: string;
  readonly agent: string | null;
}

/** The uses of one credential that are not yet written. */
export interface Use {
  readonly kind: 'token' | 'session';
  readonly id: string;
  /** How often, by the day. */
  counts: Map<number, number>;
  last: Occasion | null;
}

/** Writes the uses that were counted before a call. */
export interface UseWriter {
  flush(): Promise<void>;
  /** For whoever is to show them: what cannot be written is not shown yet, and never rejects. */
  catchUp(): Promise<void>;
}

/** No use as yet. */
export function unused(kind: Use['kind'], id: string): Use {
  return { kind, id, counts: new Map(), last: null };
}
