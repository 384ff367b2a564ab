/** Chunks to be taken one by one, of which the last one's rest can be put back. */
export class Unread implements AsyncDisposable {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer | null = null;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next chunk with something in it; null at the end. Fails as the chunks do. */
  async next(): Promise<Buffer | null> {
    const rest = this.#rest;
    this.#rest = null;
    if (rest) return rest;
    for (;;) {
      const { done, value } = await this.#chunks.next();
      if (done) return null;
      if (value.length > 0) return value;
    }
  }

  putBack(rest: Buffer): void {
    this.#rest = rest;
  }

  async hasMore(): Promise<boolean> {
    this.#rest = await this.next();
    return this.#rest !== null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#chunks.return?.();
  }
}
