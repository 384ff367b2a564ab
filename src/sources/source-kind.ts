import type { Latest, PinnedSource, ResolvedSource } from './pinned-source.ts';
import type { Context } from './requester.ts';
import type { ImageSource } from './schema.ts';
import type { SourceFile } from './source-file.ts';

/** How images of one kind of source are found and fetched. */
export interface SourceKind<S extends ImageSource, P extends PinnedSource> {
  /** What exactly is meant now. */
  resolve(source: S, context: Context): Promise<ResolvedSource<P>>;

  /** The file itself. Throws `source-moved` where it is not there any more. */
  open(pinned: P, context: Context): Promise<SourceFile>;

  /** The signature beside it; null: there is none, or there cannot be one. */
  openSignature(pinned: P, context: Context): Promise<SourceFile | null>;

  /** What is newer there. */
  latest(pinned: P, context: Context): Promise<Latest>;
}
