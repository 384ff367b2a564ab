import { type ErrorCode, Problem, type ProblemOptions } from '../../base/errors.ts';
import type { Actor } from './actor.ts';

/** Whose a credential is that is refused though it is real; for the audit, not for the answer. */
export interface KnownCredential {
  readonly accountId: string;
  readonly kind: 'token' | 'session';
  readonly id: string;
  /** A token's name; null for a session. */
  readonly name: string | null;
  /** The visible first characters of a token's secret; null for a session. */
  readonly prefix: string | null;
}

/** A credential is refused that was good once, or is good elsewhere. */
export class RefusedCredential extends Problem {
  readonly known: KnownCredential;

  constructor(known: KnownCredential, code: ErrorCode, detail: string, options?: ProblemOptions) {
    super(code, detail, options);
    this.known = known;
  }
}

/**
 * A good token is not for the address that it is presented from. Not 401: the secret is right, and no
 * other one helps from there.
 */
export class RefusedAddress extends RefusedCredential {
  /** Whose requests from elsewhere are taken. */
  readonly actor: Actor;

  constructor(actor: Actor, address: string) {
    const { account, credential } = actor;
    const { kind, id } = credential;
    const token = kind === 'token' ? credential : { name: null, prefix: null };
    const known = { accountId: account.id, kind, id, name: token.name, prefix: token.prefix };
    const detail = `The token is not for requests from ${address}.`;
    super(known, 'address-not-allowed', detail, { facts: { address } });
    this.actor = actor;
  }
}
