import type { Label } from '../../albatross/names.ts';
import { type ErrorCode, Problem, type ProblemFacts } from '../../base/errors.ts';
import type { Caller, SessionCaller, TokenCaller } from '../../http/caller.ts';
import { matchesAny } from './patterns.ts';
import { includesScope, type Scope } from './scopes.ts';

/** The account on whose behalf a request acts. */
export interface ActingAccount {
  readonly id: string;
  /** Also the account's domain on every host. */
  readonly name: Label;
  readonly email: string;
  readonly admin: boolean;
}

/** A signed-in person: may do all that the account may. */
export interface SessionCredential extends SessionCaller {}

/** A token: may do what its scopes say, on its hosts, with its names. */
export interface TokenCredential extends TokenCaller {
  readonly scopes: readonly Scope[];
  /** null: all hosts. */
  readonly hosts: readonly Label[] | null;
  /** Patterns as `web-*`; null: all names. */
  readonly names: readonly string[] | null;
  /** Networks that it may be presented from, as `192.0.2.0/24`; null: from everywhere. */
  readonly addresses: readonly string[] | null;
  /** Whether the token has a new secret by now, and this one works for what is left of its grace. */
  readonly replaced: boolean;
}

/** Who acts: an account and the credential that stands for it. */
export interface Actor extends Caller {
  readonly account: ActingAccount;
  readonly credential: SessionCredential | TokenCredential;
}

/** By which credential somebody asked, so that it can be looked at again. */
export interface AskingCredential extends Pick<Actor['credential'], 'kind' | 'id'> {
  /** The visible first characters of a token's secret, which may be replaced; left out by earlier releases. */
  readonly prefix?: string | undefined;
}

/** What is remembered of a credential that somebody asks with. */
export function askedWith(credential: Actor['credential']): AskingCredential {
  const { kind, id } = credential;
  return kind === 'token' ? { kind, id, prefix: credential.prefix } : { kind, id };
}

/** What an act is about, as far as a token can be limited to it. */
export interface ActObject {
  readonly host?: Label;
  /** A unikernel's or a volume's. */
  readonly name?: Label;
}

/** Whether the actor may do what needs `scope`, to `object`. */
export function mayAct(actor: Actor, scope: Scope, object: ActObject = {}): boolean {
  return refusal(actor, scope, object) === null;
}

/**
 * Throws the 403 that names the missing scope, host or name. The path's are checked by the route's
 * access; this is for what a request names elsewhere.
 */
export function authorize(actor: Actor, scope: Scope, object: ActObject = {}): void {
  const refused = refusal(actor, scope, object);
  if (refused) throw new Problem(refused.code, refused.detail, refused);
}

/**
 * Refuses tokens, whatever they may do, where more would come of it than they have; and a person as
 * `authorize` does. Throws `session-only`.
 */
export function authorizePerson(actor: Actor, scope: Scope): void {
  requirePerson(actor);
  authorize(actor, scope);
}

/** Refuses tokens, whatever they may do. Throws `session-only`. */
export function requirePerson({ credential }: Actor): void {
  if (credential.kind === 'session') return;
  throw new Problem('session-only', 'A token cannot do this. Sign in for it.');
}

/** Why not. A problem is made of it only where one is thrown: its stack takes time. */
interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly facts?: ProblemFacts;
}

function refusal(actor: Actor, scope: Scope, { host, name }: ActObject): Refusal | null {
  if (scope === 'admin' && !actor.account.admin) {
    return { code: 'admin-only', detail: 'Only an administrator may do this.' };
  }
  const { credential } = actor;
  if (credential.kind === 'session') return null;
  if (!includesScope(credential.scopes, scope)) {
    const detail = `The token lacks the scope ${scope}.`;
    return { code: 'scope-missing', detail, facts: { scope } };
  }
  if (host && credential.hosts && !credential.hosts.includes(host)) {
    const detail = `The token is not for the host ${host}.`;
    return { code: 'host-not-allowed', detail, facts: { host } };
  }
  if (name && credential.names && !matchesAny(credential.names, name)) {
    const detail = `The token is not for the name ${name}.`;
    return { code: 'name-not-allowed', detail, facts: { name } };
  }
  return null;
}
