/** Octets before what a record holds: its type, a version, its length (RFC 8446, section 5.1). */
const headerLength = 5;

/** Follows TLS records through the pieces in which they are written, wherever those are cut. */
export class RecordTypes {
  /** What has come of a header. */
  #header: number[] = [];
  /** Octets that are still to come of the record that has begun. */
  #rest = 0;

  /** The types of the records that begin in the next piece. */
  beginIn(piece: Uint8Array): readonly number[] {
    const types: number[] = [];
    for (let at = 0; at < piece.length; at += 1) {
      const skipped = Math.min(this.#rest, piece.length - at);
      this.#rest -= skipped;
      at += skipped;
      const octet = piece[at];
      if (octet === undefined) break;
      if (this.#header.length === 0) types.push(octet);
      this.#take(octet);
    }
    return types;
  }

  #take(octet: number): void {
    this.#header.push(octet);
    const [, , , high = 0, low = 0] = this.#header;
    if (this.#header.length < headerLength) return;
    this.#rest = high * 256 + low;
    this.#header = [];
  }
}
