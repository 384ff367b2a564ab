import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import { type Actor, authorize } from '../access/actor.ts';
import { formatNetwork, isCovered, readNetworks } from '../access/networks.ts';
import { matchesAny } from '../access/patterns.ts';
import type { Scope } from '../access/scopes.ts';
import type { Token } from './entity.ts';

/** What a token may do, where, with what, from where, until when, and how often. */
export interface Reach {
  readonly scopes: readonly Scope[];
  /** null: all hosts. */
  readonly hosts: readonly Label[] | null;
  /** Patterns; null: all names. */
  readonly names: readonly string[] | null;
  /** Networks as `192.0.2.0/24`; null: from everywhere. */
  readonly addresses: readonly string[] | null;
  /** null: for ever. */
  readonly expiresAt: Date | null;
  /** Requests an hour. */
  readonly hourlyLimit: number;
}

const everywhere = ['0.0.0.0/0', '::/0'];

/** What a reach is refused with that is too wide. */
export const reachProblems = [
  'scope-missing',
  'admin-only',
  'host-not-allowed',
  'name-not-allowed',
  'address-not-allowed',
  'expiry-not-allowed',
  'limit-not-allowed',
] as const;

/** What the handling of a token is refused with. */
export const handlingProblems = [...reachProblems, 'secret-replaced'] as const;

/**
 * Refuses a reach that goes beyond the actor's own: nobody gives away more than they have. Throws
 * `reachProblems`.
 */
export function authorizeReach(actor: Actor, wanted: Reach): void {
  for (const scope of wanted.scopes) authorize(actor, scope);
  if (actor.credential.kind === 'session') return;
  const own: Reach = actor.credential;
  refuseHosts(own.hosts, wanted.hosts);
  refuseNames(own.names, wanted.names);
  refuseAddresses(own.addresses, wanted.addresses);
  refuseExpiry(own.expiresAt, wanted.expiresAt);
  refuseLimit(own.hourlyLimit, wanted.hourlyLimit);
}

function refuseHosts(own: Reach['hosts'], wanted: Reach['hosts']): void {
  if (own === null) return;
  const beyond = wanted === null ? '*' : wanted.find((host) => !own.includes(host));
  if (beyond === undefined) return;
  const detail = `The token reaches the hosts ${own.join(', ')} only, so it cannot give more.`;
  throw new Problem('host-not-allowed', detail, { facts: { host: beyond } });
}

function refuseNames(own: Reach['names'], wanted: Reach['names']): void {
  if (own === null) return;
  const beyond = wanted === null ? '*' : wanted.find((pattern) => !matchesAny(own, pattern));
  if (beyond === undefined) return;
  const detail = `The token reaches the names ${own.join(', ')} only, so it cannot give more.`;
  throw new Problem('name-not-allowed', detail, { facts: { name: beyond } });
}

function refuseAddresses(own: Reach['addresses'], wanted: Reach['addresses']): void {
  if (own === null) return;
  const networks = readNetworks(own);
  const beyond = readNetworks(wanted ?? everywhere).find((each) => !isCovered(networks, each));
  if (beyond === undefined) return;
  const detail = `The token is for ${own.join(', ')} only, so it cannot give more.`;
  throw new Problem('address-not-allowed', detail, { facts: { address: formatNetwork(beyond) } });
}

function refuseExpiry(own: Date | null, wanted: Date | null): void {
  if (own === null || (wanted !== null && wanted <= own)) return;
  const latest = own.toISOString();
  const detail = `The token ends on ${latest}, and cannot give more time than it has.`;
  throw new Problem('expiry-not-allowed', detail, { facts: { latest } });
}

function refuseLimit(own: number, wanted: number): void {
  if (wanted <= own) return;
  const detail = `The token has ${own} requests an hour, and cannot give more than it has.`;
  throw new Problem('limit-not-allowed', detail, { facts: { hourlyLimit: own } });
}

/** What a stored token reaches. */
export function reachOf(token: Token): Reach {
  const { scopes, hosts, names, addresses, expiresAt, hourlyLimit } = token;
  return {
    scopes,
    hosts: hosts ?? null,
    names: names ?? null,
    addresses: addresses ?? null,
    expiresAt: expiresAt ?? null,
    hourlyLimit,
  };
}

/**
 * A token handles only those that reach no further than itself, a person all of the account's. Whoever
 * has but a secret that was replaced leaves the token to those who have the new one. Throws
 * `handlingProblems`.
 */
export function authorizeHandling(actor: Actor, token: Token): void {
  const { credential } = actor;
  if (credential.kind === 'session') return;
  if (credential.replaced && credential.id === token.id) {
    throw new Problem('secret-replaced', 'Only the new secret of the token may do this to it.');
  }
  authorizeReach(actor, reachOf(token));
}
