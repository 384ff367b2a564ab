import { type Actor, authorize } from '../access/actor.ts';
import { matchesAny } from '../access/patterns.ts';
import type { Scope } from '../access/scopes.ts';
import type { Label } from '../albatross/names.ts';
import { Problem } from '../errors.ts';

/** What a token may do, where, with what, and until when. */
export interface Reach {
  readonly scopes: readonly Scope[];
  /** null: all hosts. */
  readonly hosts: readonly Label[] | null;
  /** Patterns; null: all names. */
  readonly names: readonly string[] | null;
  /** null: for ever. */
  readonly expiresAt: Date | null;
}

/**
 * Refuses a reach that goes beyond the actor's own: nobody gives away more than they have. Throws
 * `scope-missing`, `admin-only`, `host-not-allowed`, `name-not-allowed`, `expiry-not-allowed`.
 */
export function authorizeReach(actor: Actor, wanted: Reach): void {
  for (const scope of wanted.scopes) authorize(actor, scope);
  if (actor.credential.kind === 'session') return;
  const own: Reach = actor.credential;
  refuseHosts(own.hosts, wanted.hosts);
  refuseNames(own.names, wanted.names);
  refuseExpiry(own.expiresAt, wanted.expiresAt);
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

function refuseExpiry(own: Date | null, wanted: Date | null): void {
  if (own === null || (wanted !== null && wanted <= own)) return;
  const latest = own.toISOString();
  const detail = `The token ends on ${latest}, and cannot give more time than it has.`;
  throw new Problem('expiry-not-allowed', detail, { facts: { latest } });
}
