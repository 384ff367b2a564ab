import type { Label } from '../albatross/names.ts';
import { type Actor, authorize } from './actor.ts';

/**
 * The domain to act in: the actor's own, or the one of `?account=`, which takes an administrator
 * and may be left over after its account's deletion. Throws `admin-only`, `scope-missing`.
 */
export function domainFor(actor: Actor, account: Label | null = null): Label {
  if (account === null || account === actor.account.name) return actor.account.name;
  authorize(actor, 'admin');
  return account;
}
