import type { Actor } from '../../identity/access/actor.ts';
import type { ReleasedBy } from '../registry/desired-unikernels.ts';

/** Who acts, as a release names them. */
export function releasedBy({ actor }: { readonly actor: Actor }): ReleasedBy {
  const { account, credential } = actor;
  const tokenName = credential.kind === 'token' ? credential.name : null;
  return { accountName: account.name, tokenName };
}
