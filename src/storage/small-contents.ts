/** Octets up to which content counts as small. */
const small = 1024 * 1024;

/** Octets of small contents that are in memory at once; what has no room there is large. */
const maxTogether = 16 * small;

/** Content that was taken: whole in memory, or as it comes from its beginning on. */
type Taken =
  | { readonly octets: Buffer; readonly all: null }
  | { readonly octets: null; readonly all: AsyncGenerator<Buffer> };

/** Keeps contents in memory as long as they are small, and few. */
export class SmallContents {
  #together = 0;

  /**
   * Takes content to its end where that is small; whoever gets its octets releases them. Else `all` gives what was
   * taken, and then the rest. Rejects with the content's own error.
   */
  async take(content: AsyncGenerator<Buffer>): Promise<Taken> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for (;;) {
        const { done, value } = await content.next();
        if (done) break;
        chunks.push(value);
        size += value.length;
        this.#together += value.length;
        if (size > small || this.#together > maxTogether) {
          this.release(size);
          return { octets: null, all: follow(chunks, content) };
        }
      }
    } catch (error) {
      this.release(size);
      throw error;
    }
    return { octets: Buffer.concat(chunks), all: null };
  }

  /** So many octets are not in memory any more. */
  release(octets: number): void {
    this.#together -= octets;
  }
}

/** Nothing of what was taken stays in memory once it is given on. */
async function* follow(taken: Buffer[], rest: AsyncGenerator<Buffer>) {
  for (let chunk = taken.shift(); chunk; chunk = taken.shift()) yield chunk;
  yield* rest;
}
