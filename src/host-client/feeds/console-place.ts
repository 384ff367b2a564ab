import { formatName, type Name, namesEqual } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../managed-host.ts';
import type { ConsoleEnds } from './console-ends.ts';

/** What is remembered of consoles on hosts that other clients take, by their names as `alice:web`. Never rejects. */
export interface ConsolePlaces {
  /** Until when a console on a host is left to others; null: it may be subscribed to. */
  leftUntil(hostId: string, name: string): Promise<Date | null>;
  /** Other clients have thrown us out: says until when it is left to them; null: not yet. */
  evicted(hostId: string, name: string): Promise<Date | null>;
}

/** As much of a host as is needed here. */
type PlacedHost = Pick<ManagedHost, 'id' | 'name' | 'knownDown' | 'check' | 'unikernels'>;

export interface ConsolePlaceDeps {
  readonly places: ConsolePlaces;
  readonly host: PlacedHost;
  /** Those of all consoles of the host. */
  readonly ends: Pick<ConsoleEnds, 'isAlone'>;
}

/**
 * The place of one console's subscription: a host has room for a few, and drops the oldest for one more
 * (docs/albatross-protocol.md, section 4).
 */
export class ConsolePlace {
  readonly #places: ConsolePlaces;
  readonly #host: PlacedHost;
  readonly #ends: Pick<ConsoleEnds, 'isAlone'>;
  readonly #name: Name;

  constructor({ places, host, ends }: ConsolePlaceDeps, name: Name) {
    this.#places = places;
    this.#host = host;
    this.#ends = ends;
    this.#name = name;
  }

  /** That it is left to other clients; null: it is not. */
  async refusal(): Promise<Problem | null> {
    return this.#refusalUntil(await this.#places.leftUntil(this.#host.id, formatName(this.#name)));
  }

  /**
   * The host has ended the subscription, whose last line (null: none) was of that time by its clock. While it answers
   * others have taken its place, unless consoles end together with it, as where their daemon ends, or the unikernel
   * does not run, or was started after that line: a host drops whole consoles of those that do not run.
   */
  async lost(shown: Date | null, signal: AbortSignal): Promise<Problem | null> {
    const checked = this.#host.check().catch(() => {}); // what fails is in its health
    const [isAlone] = await Promise.all([this.#ends.isAlone(this.#name, signal), checked]);
    if (!isAlone || !shown || this.#host.knownDown) return null;
    const running = await this.#host.unikernels(signal).catch(() => []);
    const own = running.find(({ name }) => namesEqual(name, this.#name));
    if (!own || (own.value.started && own.value.started > shown)) return null;
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
