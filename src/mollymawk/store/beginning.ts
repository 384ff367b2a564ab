/** The beginning of a content that is read no further than somebody wants. */
export class Beginning {
  readonly #chunks: AsyncIterator<Buffer>;
  #read: Buffer[] = [];
  #length = 0;

  constructor(content: AsyncIterable<Buffer>) {
    this.#chunks = content[Symbol.asyncIterator]();
  }

  /** The first so many octets; fewer where the content ends before. */
  async upTo(octets: number): Promise<Buffer> {
    while (this.#length < octets) {
      const { done, value } = await this.#chunks.next();
      if (done) break;
      this.#read.push(value);
      this.#length += value.length;
    }
    const all = Buffer.concat(this.#read);
    this.#read = [all];
    return all.subarray(0, octets);
  }

  /** Reads nothing more. */
  async end(): Promise<void> {
    await this.#chunks.return?.();
  }
}
