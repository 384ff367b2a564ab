import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { parseAddress } from '../base/network-address.ts';
import { OutgoingError } from './errors.ts';

/** Finds all addresses of a name; tests pass in one of their own. */
export type FindAddresses = (name: string, options: LookupOptions) => Promise<LookupAddress[]>;

/** What the machine itself knows of a name. */
export const systemAddresses: FindAddresses = (name, options) => {
  const { promise, resolve, reject } = Promise.withResolvers<LookupAddress[]>();
  systemLookup(name, { ...options, all: true }, (error, found) => {
    if (error) reject(error);
    else resolve(found);
  });
  return promise;
};

/**
 * Whether anybody on the Internet can be behind an address: not this machine, not a network of our
 * own, no address that carries another one inside (6to4, NAT64).
 */
export function isPublic(address: string): boolean {
  return parseAddress(address)?.range() === 'unicast';
}

/**
 * A look-up for `net.connect` that finds public addresses only. What it hands out is what is
 * connected to, so that a name cannot mean another address a moment later.
 */
export function publicLookup(find: FindAddresses): LookupFunction {
  return (name, options, callback) => {
    findPublic(find, name, options).then(
      ([first, ...rest]) => {
        if (options.all) callback(null, [first, ...rest]);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ''),
    );
  };
}

/** The addresses of a name. Throws `OutgoingError` where one is not public, or there is none. */
export async function findPublic(
  find: FindAddresses,
  name: string,
  options: LookupOptions,
): Promise<[LookupAddress, ...LookupAddress[]]> {
  const [first, ...rest] = await find(name, options);
  if (!first) throw new OutgoingError('unreachable', `${name} has no address`);
  const own = [first, ...rest].find(({ address }) => !isPublic(address));
  if (own) throw notPublic(name);
  return [first, ...rest];
}

/** The refusal of a name or an address that is not public. */
export function notPublic(name: string): OutgoingError {
  return new OutgoingError('refused', `${name} is not at a public address`);
}
