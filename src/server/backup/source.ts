import type { ServerDeps } from '../server-deps.ts';

/** What a backup is made of, or restored into. */
export type BackupPlace = Pick<ServerDeps, 'config' | 'database' | 'clock' | 'timer'>;

/** What somebody wants in a backup beside the database and the key. */
export interface BackupContents {
  /** The contents of images that are kept. */
  readonly images: boolean;
  /** What unikernels have printed. */
  readonly consoles: boolean;
}
