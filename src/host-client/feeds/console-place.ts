import { formatName, type Name, namesEqual } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../managed-host.ts';

/** What is remembered of consoles on hosts that other clients take, by their names as `alice:web`. Never rejects. */
export interface ConsolePlaces {
  /** Until when a console on a host is left to others; null: it may be subscribed to. */
  leftUntil(hostId: string, name: string): Promise<Date | null>;
  /** Other clients have thrown us out: says until when it is left to them; null: not yet. */
  evicted(hostId: string, name: string): Promise<Date | null>;
}

/** As much of a host as is needed here. */
type PlacedHost = Pick<ManagedHost, 'id' | 'name' | 'knownDown' | 'check' | 'unikernels'>;

/**
 * The place of one console's subscription: a host has room for a few, and drops the oldest for one more
 * (docs/albatross-protocol.md, section 4).
 */
export class ConsolePlace {
  readonly #places: ConsolePlaces;
  readonly #host: PlacedHost;
  readonly #name: Name;

  constructor(places: ConsolePlaces, host: PlacedHost, name: Name) {
    this.#places = places;
    this.#host = host;
    this.#name = name;
  }

  /** That it is left to other clients; null: it is not. */
  async refusal(): Promise<Problem | null> {
    return this.#refusalUntil(await this.#places.leftUntil(this.#host.id, formatName(this.#name)));
  }

  /**
   * The host has ended the subscription. While it answers others have taken its place, if the unikernel runs: a
   * host drops whole consoles of those that do not.
   */
  async lost(signal: AbortSignal): Promise<Problem | null> {
    await this.#host.check().catch(() => {}); // what fails is in its health
    if (this.#host.knownDown) return null;
    const running = await this.#host.unikernels(signal).catch(() => []);
    if (!running.some(({ name }) => namesEqual(name, this.#name))) return null;
    return this.#refusalUntil(await this.#places.evicted(this.#host.id, formatName(this.#name)));
  }

  #refusalUntil(until: Date | null): Problem | null {
    if (!until) return null;
    const { name: host } = this.#host;
    return new Problem(
      'host-busy',
      `Other clients watch the console of ${this.#name.label} on ${host}, which a host sends to only a few at a ` +
        `time. It is left to them until ${until.toISOString()}.`,
      { headers: { 'Retry-After': until.toUTCString() }, facts: { host } },
    );
  }
}
