import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type AddressRule, isAllowed } from './address-rule.ts';
import { OutgoingError } from './errors.ts';

/** For whom a name is looked up. */
export interface NameAsker {
  /** What nobody waits for any more need not be begun. */
  readonly signal?: AbortSignal;
  /** The account that gave the name; left out: the server itself asks. */
  readonly account?: string | undefined;
}

/** Finds all addresses of a name; tests pass in one of their own. */
export type FindAddresses = (
  name: string,
  options: LookupOptions,
  asker?: NameAsker,
) => Promise<LookupAddress[]>;

/** What the machine itself knows of a name. */
export const systemAddresses: FindAddresses = (name, options) => {
  const { promise, resolve, reject } = Promise.withResolvers<LookupAddress[]>();
  systemLookup(name, { ...options, all: true }, (error, found) => {
    if (error) reject(error);
    else resolve(found);
  });
  return promise;
};

/** What holds where nobody names a network. */
export const publicOnly: AddressRule = { networks: [], own: new Set() };

/**
 * Whether anybody on the Internet can be behind an address: not this machine, not a network of our
 * own, no address that carries another one inside (6to4, NAT64).
 */
export function isPublic(address: string): boolean {
  return isAllowed(address, publicOnly);
}

/**
 * A look-up for `net.connect` that finds allowed addresses only. What it hands out is what is
 * connected to, so that a name cannot mean another address a moment later.
 */
export function allowedLookup(find: FindAddresses, rule: AddressRule): LookupFunction {
  return (name, options, callback) => {
    findAllowed(find, rule, name, options).then(
      ([first, ...rest]) => {
        if (options.all) callback(null, [first, ...rest]);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ''),
    );
  };
}

/** The addresses of a name. Throws `OutgoingError` where one is not allowed, or there is none. */
export async function findAllowed(
  find: FindAddresses,
  rule: AddressRule,
  name: string,
  options: LookupOptions,
): Promise<[LookupAddress, ...LookupAddress[]]> {
  const [first, ...rest] = await find(name, options);
  if (!first) throw new OutgoingError('unreachable', `${name} has no address`);
  const own = [first, ...rest].find(({ address }) => !isAllowed(address, rule));
  if (own) throw notPublic(name);
  return [first, ...rest];
}

/** The refusal of a name or an address that is not public. */
export function notPublic(name: string): OutgoingError {
  return new OutgoingError('refused', `${name} is not at a public address`);
}
