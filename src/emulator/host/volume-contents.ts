import type { Name } from '../../albatross/names.ts';

/** Takes new octets for a volume, from its beginning on. */
export interface ContentWriter {
  write(octets: Buffer): Promise<void>;
  /** Leaves the content with just that many octets, zeros behind what was written. */
  finish(size: number): Promise<void>;
  /** Leaves what was written so far. */
  abandon(): Promise<void>;
}

/** Where the octets of volumes are. Sizes are octets. */
export interface VolumeContents {
  list(): Promise<{ readonly name: Name; readonly size: number }[]>;
  /** New and empty. Throws `HostFailure` where there is one of that name. */
  create(name: Name): Promise<void>;
  resize(name: Name, size: number): Promise<void>;
  remove(name: Name): Promise<void>;
  /** Deletes what is there and begins anew. */
  rewrite(name: Name): Promise<ContentWriter>;
  /** What is there, in pieces of 64 KiB but for the last. */
  read(name: Name): AsyncIterable<Buffer>;
}

/** The size of the pieces in which contents are read. */
export const pieceSize = 65_536;
