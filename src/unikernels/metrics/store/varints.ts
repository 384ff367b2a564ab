/** Whole numbers beyond this, up or down, are not packed. */
const largest = 2 ** 51;

/** Writes whole numbers of either sign, small ones short (LEB128 of zigzag). */
export class VarintWriter {
  readonly #octets: number[] = [];

  put(value: number): void {
    const bounded = Math.max(-largest, Math.min(largest, Math.round(value)));
    let rest = bounded < 0 ? -bounded * 2 - 1 : bounded * 2;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#octets.push((rest % 0x80) + 0x80);
    this.#octets.push(rest);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#octets);
  }
}

/** Reads what `VarintWriter` wrote; throws `RangeError` where there is no more. */
export class VarintReader {
  readonly #octets: Uint8Array;
  #position = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  get(): number {
    let value = 0;
    for (let unit = 1; unit <= 2 ** 56; unit *= 0x80) {
      const octet = this.#octets[this.#position];
      if (octet === undefined) break;
      this.#position += 1;
      value += (octet % 0x80) * unit;
      if (octet < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    throw new RangeError('a packed number is cut off');
  }
}
