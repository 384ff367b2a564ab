import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { Lock } from '../../database/locks/locks.ts';
import type { ManagedHost } from '../managed-host.ts';

/** What is remembered of the places for samples on hosts, which other clients may take. Never rejects. */
export interface StatsPlaces {
  /** Until when a domain's place on a host is left to another client; null: it may be taken. */
  leftUntil(hostId: string, domain: Label): Promise<Date | null>;
  /** Another client has taken it: says until when it is left to that one; null: not yet. */
  evicted(hostId: string, domain: Label): Promise<Date | null>;
  /** Whether another server of ours watches a host, and so has the places there; left out: there is none. */
  isWatchedElsewhere?(hostId: string): Promise<boolean>;
  /** What of a single unikernel's place is remembered, by a name as `alice:web`; left out: none is taken. */
  readonly own?: OwnStatsPlaces;
}

/** What is remembered of the places of single unikernels, as `StatsPlaces` does. */
export interface OwnStatsPlaces {
  leftUntil(hostId: string, name: string): Promise<Date | null>;
  evicted(hostId: string, name: string): Promise<Date | null>;
  /** Has a place for oneself among our servers until that is disposed of; null: another server has it. */
  hold(hostId: string, name: string): Promise<Lock | null>;
}

/** That another server of ours has the place of a domain: a single unikernel's may be free. */
export class TakenElsewhere extends Problem {}

/** As much of a host as is needed here. */
export type PlacedHost = Pick<
  ManagedHost,
  'id' | 'name' | 'knownDown' | 'collectMetrics' | 'check'
>;

/** The place of one domain's subscription to samples, of which a host has one. */
export class StatsPlace {
  readonly #places: StatsPlaces;
  readonly #host: PlacedHost;
  readonly #domain: Label;

  constructor(places: StatsPlaces, host: PlacedHost, domain: Label) {
    this.#places = places;
    this.#host = host;
    this.#domain = domain;
  }

  /** What keeps it from being taken: another server of ours has it, or it is left to another client; null: nothing does. */
  async refusal(): Promise<Problem | null> {
    const { id, collectMetrics } = this.#host;
    if (collectMetrics && (await this.#places.isWatchedElsewhere?.(id))) return this.#elsewhere();
    return this.#refusalUntil(await this.#places.leftUntil(this.#host.id, this.#domain));
  }

  /** The host has ended the subscription: while it answers, another client has taken the place. */
  async lost(): Promise<Problem | null> {
    await this.#host.check().catch(() => {}); // what fails is in its health
    if (this.#host.knownDown) return null;
    return this.#refusalUntil(await this.#places.evicted(this.#host.id, this.#domain));
  }

  #elsewhere(): Problem {
    return elsewhere(this.#domain, this.#host.name);
  }

  #refusalUntil(until: Date | null): Problem | null {
    return until && leftToOthers(this.#domain, this.#host.name, until);
  }
}

/** That another server of ours receives what a host sends to only one client. */
export function elsewhere(whose: string, host: string): TakenElsewhere {
  return new TakenElsewhere(
    'host-busy',
    `Another Fulmar server receives the samples of ${whose} on ${host}, which a host sends to only one ` +
      'client. The metrics show what it stores.',
    { facts: { host } },
  );
}

/** That another client does, to whom they are left for a while. */
export function leftToOthers(whose: string, host: string, until: Date): Problem {
  return new Problem(
    'host-busy',
    `Another client receives the samples of ${whose} on ${host}, which a host sends to only one client. ` +
      `They are left to that client until ${until.toISOString()}.`,
    { headers: { 'Retry-After': until.toUTCString() }, facts: { host } },
  );
}
