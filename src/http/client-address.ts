import { type Address, parseAddress, plainAddress } from '../base/network-address.ts';
import type { Network } from '../base/parsers.ts';
import { isLoopbackName, nameOf } from './host-name.ts';

/** Headers that a reverse proxy adds. */
const forwardingHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
] as const;

/** What is asked of a request here: the other end of its connection, and its headers. */
export interface Origin {
  readonly peer: string;
  header(name: string): string | null;
}

/** Tells the real client of requests that came through proxies. */
export interface ProxyTrust {
  /** The client's address: the last one that no trusted proxy has. */
  addressOf(origin: Origin): string;
  /** Whether an address is that of a trusted proxy. */
  isProxy(address: string): boolean;
  /** A header that counts only where the connection comes from a trusted proxy. */
  forwarded(origin: Origin, name: 'x-forwarded-proto' | 'x-forwarded-host'): string | null;
}

/** Trusts the proxies in these networks; `X-Forwarded-For` is read from the right. */
export function trustProxies(networks: readonly Network[]): ProxyTrust {
  const trusted = (address: Address) => networks.some((network) => contains(network, address));
  return {
    addressOf: ({ peer, header }) => {
      if (networks.length === 0) return plainAddress(peer);
      let client = parseAddress(peer);
      if (!client) return peer;
      const hops = header('x-forwarded-for')?.split(',') ?? [];
      while (trusted(client)) {
        const next = parseAddress(withoutPort(hops.pop()?.trim() ?? ''));
        if (!next) break;
        client = next;
      }
      return client.toString();
    },
    isProxy: (address) => {
      const parsed = parseAddress(address);
      return parsed !== null && trusted(parsed);
    },
    forwarded: ({ peer, header }, name) => {
      if (networks.length === 0) return null;
      const last = parseAddress(peer);
      if (!last || !trusted(last)) return null;
      return header(name)?.split(',').at(-1)?.trim() || null;
    },
  };
}

/**
 * Whether a request comes from this machine by itself: from loopback, without any proxy, and sent to
 * a name of loopback. Another one may be that of a site whose page the machine's own browser shows.
 */
export function isLocal(origin: Origin): boolean {
  if (parseAddress(origin.peer)?.range() !== 'loopback') return false;
  const name = nameOf(origin.header('host') ?? '');
  if (name === null || !isLoopbackName(name)) return false;
  return forwardingHeaders.every((name) => origin.header(name) === null);
}

/**
 * Whether the machine itself asks a server that is for it alone. One with a public address has something
 * in front that is on the machine, too: a proxy that says nothing of its clients looks like the machine.
 */
export function isLocalAlone(origin: Origin, serverAddress: string): boolean {
  return isLoopbackName(new URL(serverAddress).hostname) && isLocal(origin);
}

/** Several proxies add the client's port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
const withPort = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/;

function withoutPort(hop: string): string {
  const [, six, four] = withPort.exec(hop) ?? [];
  return six ?? four ?? hop;
}

function contains([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}
