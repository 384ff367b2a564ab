import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import type { CredentialRequest } from '../../http/caller.ts';
import type { Actor } from '../access/actor.ts';
import { isWithin } from '../access/networks.ts';
import { RefusedAddress } from '../access/refused-address.ts';
import type { CredentialCache, VerifiedCredential } from '../credentials/cache.ts';
import {
  type PresentedCredential,
  presentedCredential,
} from '../credentials/presented-credential.ts';
import { hashSecret, looksImported, looksLikeToken } from '../credentials/secret.ts';
import { judgedAt } from './judged-at.ts';
import { lookUpSession, lookUpToken } from './look-up.ts';
import type { UseLog } from './use-log.ts';

export interface AuthenticatorDeps {
  readonly database: Database;
  readonly cache: CredentialCache;
  readonly uses: UseLog;
  readonly clock: Clock;
}

/** Tells who makes a request. */
export class Authenticator {
  readonly #deps: AuthenticatorDeps;

  constructor(deps: AuthenticatorDeps) {
    this.#deps = deps;
  }

  /**
   * Who makes the request; null where it presents no credential. A credential that is presented
   * and not good is a 401 `Problem`. One that was seen lately costs no query and no waiting.
   */
  authenticate(request: CredentialRequest): Actor | null | Promise<Actor> {
    const presented = presentedCredential(request);
    return presented && this.verify(presented, request);
  }

  /**
   * Whose credential this is, counting it as used by the request, unless that is asked again; looked
   * up in the database where that is wanted. Throws
   * 401 problems, and `RefusedAddress`.
   */
  verify(presented: PresentedCredential, request: CredentialRequest): Actor | Promise<Actor> {
    const { kind, secret } = presented;
    const secretHash = hashSecret(secret);
    const now = this.#deps.clock();
    const at = judgedAt(request.admittedAt, now);
    const { cache, database } = this.#deps;
    // Where no other server writes, what changes a credential has cleared the cache.
    const known = request.anew && database.pool ? undefined : cache.find(secretHash);
    if (known?.use.kind === kind && !isOver(known, at)) return this.#use(known, request, now);
    if (kind === 'token' && !looksLikeToken(secret) && !looksImported(secret)) {
      throw new Problem(
        'credential-invalid',
        'This is no token of ours: it is mistyped or cut off.',
      );
    }
    return this.#learn(kind, secretHash, request, { at, now });
  }

  async #learn(
    kind: PresentedCredential['kind'],
    secretHash: string,
    request: CredentialRequest,
    { at, now }: { readonly at: Date; readonly now: Date },
  ): Promise<Actor> {
    const { cache, database } = this.#deps;
    const lookUp = kind === 'token' ? lookUpToken : lookUpSession;
    const verified = await cache.learn(secretHash, () => lookUp(database, secretHash, at));
    return this.#use(verified, request, now);
  }

  #use(verified: VerifiedCredential, request: CredentialRequest, at: Date): Actor {
    const { actor, networks, use } = verified;
    if (networks && !isWithin(networks, request.address)) {
      throw new RefusedAddress(actor, request.address);
    }
    if (request.again) return actor;
    this.#deps.uses.record(use, {
      at,
      address: request.address,
      agent: request.header('user-agent'),
    });
    return actor;
  }
}

function isOver({ validUntil }: VerifiedCredential, now: Date): boolean {
  return validUntil !== null && now.getTime() >= validUntil;
}
