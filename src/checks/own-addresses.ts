import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { LRUCache } from 'lru-cache';
import type { MonotonicClock } from '../base/clock.ts';
import { unlessAborted } from '../base/timer.ts';
import { canonical } from '../outgoing/address-rule.ts';
import type { FindAddresses } from '../outgoing/public-addresses.ts';

/** Milliseconds after which it is no longer worth the wait to find out that a name still cannot be found. */
const slow = 1_000;

/** Milliseconds that the addresses of a name are believed. */
const believed = 60_000;

export interface OwnAddressesDeps {
  /** Names and addresses of hosts, of Fulmar and of what it stands on, as they are configured now. */
  readonly names: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly findAddresses: FindAddresses;
  /** The addresses of this machine. */
  readonly interfaces?: () => readonly string[];
  readonly now: MonotonicClock;
}

interface Found {
  readonly addresses: readonly string[];
  readonly at: number;
}

/** The addresses that are never connected to on behalf of accounts, whatever networks are named. */
export class OwnAddresses {
  readonly #deps: OwnAddressesDeps;
  readonly #found = new LRUCache<string, Found>({ max: 1_000 });

  constructor(deps: OwnAddressesDeps) {
    this.#deps = deps;
  }

  /** As they are now, in the form of `canonical`. */
  async all(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const { names, interfaces = machineAddresses } = this.#deps;
    const given = await unlessAborted(names(signal), signal);
    const found = await Promise.all(given.map((name) => this.#addressesOf(name, signal)));
    return new Set([...found.flat(), ...interfaces()].map(canonical));
  }

  /** Of a name that cannot be found now those that it had. */
  async #addressesOf(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const bare = name.replace(/^\[|\]$/g, '');
    if (isIP(bare)) return [bare];
    const { findAddresses, now } = this.#deps;
    const known = this.#found.get(bare);
    const began = now();
    if (known && began - known.at < believed) return known.addresses;
    try {
      const found = await unlessAborted(findAddresses(bare, {}), signal);
      const addresses = found.map(({ address }) => address);
      this.#found.set(bare, { addresses, at: now() });
      return addresses;
    } catch {
      signal.throwIfAborted(); // that somebody has left says nothing of the name
      const { addresses = [] } = known ?? {};
      const at = now();
      if (at - began >= slow) this.#found.set(bare, { addresses, at });
      return addresses;
    }
  }
}

function machineAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.map(({ address }) => address);
}
