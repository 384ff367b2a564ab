interface Mark {
  readonly at: number;
  readonly octets: number;
}

/** How long the past counts, milliseconds. */
const window = 5_000;

/** How fast something is sent, of late. */
export class TransferRate {
  readonly #marks: Mark[] = [];

  /** Notes that `octets` in all have gone at the time `at`, milliseconds. */
  note(at: number, octets: number): void {
    this.#marks.push({ at, octets });
    while (this.#marks.length > 2 && (this.#marks[1]?.at ?? at) < at - window) this.#marks.shift();
  }

  /** Octets a second; null while that cannot be told. */
  get speed(): number | null {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.at - first.at < 250) return null;
    return ((last.octets - first.octets) / (last.at - first.at)) * 1000;
  }
}
