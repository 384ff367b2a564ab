import { RefusedCredential } from '../../http/caller.ts';
import type { Actor } from './actor.ts';

/**
 * A good token is not for the address that it is presented from. Not 401: the secret is right, and no
 * other one helps from there.
 */
export class RefusedAddress extends RefusedCredential {
  override readonly caller: Actor;

  constructor(actor: Actor, address: string) {
    const { account, credential } = actor;
    const { kind, id } = credential;
    const token = kind === 'token' ? credential : { name: null, prefix: null };
    const known = { accountId: account.id, kind, id, name: token.name, prefix: token.prefix };
    const detail = `The token is not for requests from ${address}.`;
    super(known, 'address-not-allowed', detail, { facts: { address } });
    this.caller = actor;
  }
}
