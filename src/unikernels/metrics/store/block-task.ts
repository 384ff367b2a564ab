import type { BlockRange, OldBlocks, StoredBlock } from './block-place.ts';

/** What the thread of a file is asked for. */
export type BlockTask =
  | { readonly type: 'read'; readonly range: BlockRange }
  | { readonly type: 'write'; readonly blocks: readonly StoredBlock[] }
  | { readonly type: 'unikernels' }
  | { readonly type: 'prune'; readonly old: OldBlocks }
  | { readonly type: 'forget'; readonly unikernels: readonly string[] }
  | { readonly type: 'close' };

/** What it gives for that. */
export interface BlockAnswer {
  readonly blocks?: readonly StoredBlock[];
  readonly unikernels?: readonly string[];
  /** How the file was found damaged, which was set aside: this is of a new one. */
  readonly damage?: string;
  /** What it has failed with; left out where it has not. */
  readonly failure?: string;
}
