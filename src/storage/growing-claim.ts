import type { Room } from './room.ts';

/** Whose room it takes, and octets that are certain to come. */
interface ClaimOptions {
  readonly account: string;
  readonly announced?: number;
}

/** Room for content of unknown size: what was announced at once, the rest as it arrives. */
export class GrowingClaim {
  readonly #room: Room;
  readonly #account: string;
  #claimed: number;
  #received = 0;

  constructor(room: Room, { announced = 0, account }: ClaimOptions) {
    room.claim(announced, account);
    this.#room = room;
    this.#account = account;
    this.#claimed = announced;
  }

  get received(): number {
    return this.#received;
  }

  async *count(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.#received += chunk.length;
      if (this.#received > this.#claimed) this.#grow(this.#received - this.#claimed);
      yield chunk;
    }
  }

  /** Gives back what was announced and did not come. */
  settle(): void {
    this.#room.release(this.#claimed - this.#received, this.#account);
    this.#claimed = this.#received;
  }

  giveBack(): void {
    this.#room.release(this.#claimed, this.#account);
    this.#claimed = 0;
  }

  #grow(octets: number): void {
    this.#room.claim(octets, this.#account);
    this.#claimed += octets;
  }
}
