const smallestCapacity = 256;

/** Octets that are put together from pieces; the room grows with what came in, at most twice it. */
export class GrowingBuffer {
  #octets: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    if (piece.length === 0) return;
    const length = this.#length + piece.length;
    if (length > this.#octets.length) this.#grow(length);
    this.#octets.set(piece, this.#length);
    this.#length = length;
  }

  /** What is there, not to be kept beyond the next `append`. */
  view(): Buffer {
    return this.#octets.subarray(0, this.#length);
  }

  /** What is there, given away: the buffer is empty afterwards. */
  take(): Buffer {
    const taken = this.view();
    this.#octets = Buffer.alloc(0);
    this.#length = 0;
    return taken;
  }

  #grow(length: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#length, smallestCapacity));
    this.#octets.copy(grown, 0, 0, this.#length);
    this.#octets = grown;
  }
}
