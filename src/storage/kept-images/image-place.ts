export interface WriteOptions {
  /** Octets of the content. */
  readonly size: number;
  readonly signal?: AbortSignal;
}

/** Where the contents of images are kept, each by its digest. */
export interface ImagePlace {
  /**
   * Writes a content, which nobody sees before it is whole; what breaks off leaves nothing that is
   * in the way of the next try. Nobody writes or removes the same one meanwhile. Rejects with the
   * content's own error and the signal's reason.
   */
  write(digest: string, content: AsyncIterable<Buffer>, options: WriteOptions): Promise<void>;

  /** Whether a content is there; not whether it is undamaged. */
  has(digest: string): Promise<boolean>;

  /** A content from its beginning. Throws `DamagedImageError` where it is not there. */
  read(digest: string): AsyncIterable<Buffer>;

  /**
   * The digests of all contents, also of parts, where no other database's servers can have put them;
   * else none.
   */
  owned(): Promise<readonly string[]>;

  /** Removes a content, also a part of one; where there is none it does nothing. */
  remove(digest: string): Promise<void>;
}
