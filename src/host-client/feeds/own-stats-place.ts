import type { Problem } from '../../base/errors.ts';
import type { Lock } from '../../database/locks/locks.ts';
import { elsewhere, leftToOthers, type OwnStatsPlaces, type PlacedHost } from './stats-place.ts';

/** The place of the subscription to one unikernel's samples, which is apart from that of its domain. */
export class OwnStatsPlace {
  readonly #places: OwnStatsPlaces;
  readonly #host: PlacedHost;
  /** As `alice:web`. */
  readonly #name: string;
  #held: Lock | null = null;
  #isLeft = false;

  constructor(places: OwnStatsPlaces, host: PlacedHost, name: string) {
    this.#places = places;
    this.#host = host;
    this.#name = name;
  }

  /** As that of a domain: what keeps it from being taken; null: nothing does, and no other server takes it now. */
  async refusal(): Promise<Problem | null> {
    if (this.#held?.lost.aborted) await this.#letGo();
    this.#held ??= await this.#places.hold(this.#host.id, this.#name);
    if (!this.#held) return elsewhere(this.#name, this.#host.name);
    if (this.#isLeft) await this.left();
    return this.#refusalUntil(await this.#places.leftUntil(this.#host.id, this.#name));
  }

  /**
   * The host has ended the subscription: while it answers, another client has taken the place, or another server of
   * ours where it is not held here any more.
   */
  async lost(): Promise<Problem | null> {
    const held = this.#held; // it may be taken anew meanwhile
    await this.#host.check().catch(() => {}); // what fails is in its health
    if (this.#host.knownDown || held?.lost.aborted) return null;
    return this.#refusalUntil(await this.#places.evicted(this.#host.id, this.#name));
  }

  /** Another server may have it. */
  async left(): Promise<void> {
    this.#isLeft = true;
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.[Symbol.asyncDispose]();
  }

  #refusalUntil(until: Date | null): Problem | null {
    return until && leftToOthers(this.#name, this.#host.name, until);
  }
}
