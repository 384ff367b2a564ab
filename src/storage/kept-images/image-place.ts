/** Where the contents of images are kept, each by its digest. */
export interface ImagePlace {
  /**
   * Writes a content, which nobody sees before it is whole; what breaks off leaves nothing that is
   * in the way of the next try. Nobody writes or removes the same one meanwhile.
   */
  write(digest: string, content: AsyncIterable<Buffer>): Promise<void>;

  /** A content from its beginning, in pieces of up to 1 MiB. Throws where it is not there. */
  read(digest: string): AsyncIterable<Buffer>;

  /** Removes a content, also a part of one; where there is none it does nothing. */
  remove(digest: string): Promise<void>;
}
