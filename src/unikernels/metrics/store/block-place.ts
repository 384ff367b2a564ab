/** Points of one unikernel behind each other, packed. */
export interface StoredBlock {
  /** The unikernel's id. */
  readonly unikernel: string;
  /** Seconds between two points. */
  readonly step: number;
  /** When the first one begins: seconds since 1970. */
  readonly start: number;
  readonly content: Uint8Array;
}

/** Blocks of some unikernels that begin from a moment on and before another; seconds since 1970. */
export interface BlockRange {
  readonly unikernels: readonly string[];
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** Blocks of a unikernel that begin before a moment. */
export interface OldBlocks {
  readonly unikernel: string;
  readonly step: number;
  readonly before: number;
}

/** Where what unikernels used is kept. Whoever opened it closes it. */
export interface BlockPlace {
  /** In no particular order. */
  read(range: BlockRange): Promise<readonly StoredBlock[]>;
  /** All of them or none, in place of those that are there. */
  write(blocks: readonly StoredBlock[]): Promise<void>;
  /** The ids of all that there is something of. */
  unikernels(): Promise<readonly string[]>;
  prune(old: OldBlocks): Promise<void>;
  /** Removes all of some unikernels. */
  forget(unikernels: readonly string[]): Promise<void>;
  /** Does what reads and writes, while no other server that has the same blocks does. */
  alone<T>(work: (place: BlockPlace) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
