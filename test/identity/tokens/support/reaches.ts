import fc from 'fast-check';
import { parseLabel } from '../../../../src/albatross/names.ts';
import { type Actor, mayAct, type TokenCredential } from '../../../../src/identity/access/actor.ts';
import { isWithin, readNetworks } from '../../../../src/identity/access/networks.ts';
import { scopes } from '../../../../src/identity/access/scopes.ts';
import type { Reach } from '../../../../src/identity/tokens/reach.ts';

/** Few of each, so that what is generated meets. */
const hosts = ['h1', 'h2', 'h3'].map(parseLabel);
const names = ['a', 'b', 'ab', 'ba', 'aab', 'abab', 'bbb'].map(parseLabel);
const patterns = ['*', 'a', 'a*', '*b', 'a*b', 'ab*', '*a*'];
const networks = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.1.1/32', '::/0', '2001:db8::/32'];
const addresses = ['10.1.1.1', '10.1.2.3', '10.2.3.4', '192.0.2.1', '2001:db8::1', '2001:db9::1'];

const some = <T>(list: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: 3 }), { freq: 2 });

/** What a token may be made to reach, seen from `start`. */
export function anyReach(start: Date): fc.Arbitrary<Reach> {
  const days = fc.integer({ min: 1, max: 4 });
  return fc.record({
    scopes: fc.uniqueArray(fc.constantFrom(...scopes), { minLength: 1, maxLength: 5 }),
    hosts: some(hosts),
    names: some(patterns),
    addresses: some(networks),
    expiresAt: fc.option(days.map((count) => new Date(start.getTime() + count * 86_400_000))),
    hourlyLimit: fc.constantFrom(10, 100, 1000),
  });
}

/** Who bears a token. */
export interface Bearer extends Actor {
  readonly credential: TokenCredential;
}

/** Everything that a token allows, of the few things that there are here. */
function allowed(bearer: Bearer): Set<string> {
  const own = bearer.credential.addresses;
  const may = scopes.filter((scope) => mayAct(bearer, scope));
  const places = hosts.flatMap((host) => names.map((name) => ({ host, name })));
  const [some] = may; // where and with what does not depend on the scope
  const within = some ? places.filter((place) => mayAct(bearer, some, place)) : [];
  const from =
    own === null ? addresses : addresses.filter((each) => isWithin(readNetworks(own), each));
  return new Set([...may, ...within.map(({ host, name }) => `${host} ${name}`), ...from]);
}

/** What of a token is beyond another; empty: nothing. */
export function beyond(one: Bearer, other: Bearer): string[] {
  const theirs = allowed(other);
  const more = [...allowed(one)].filter((each) => !theirs.has(each));
  const [mine, limit] = [one.credential, other.credential];
  const end = limit.expiresAt;
  if (end && !(mine.expiresAt && mine.expiresAt <= end)) more.push('longer');
  if (mine.hourlyLimit > limit.hourlyLimit) more.push('oftener');
  return more;
}
