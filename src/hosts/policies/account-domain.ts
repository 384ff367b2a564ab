import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import { findDomain } from '../../identity/accounts/find-account.ts';
import type { Deps } from './deps.ts';

/** The domain of an account, by its name or id, that may be given something. Throws `account-unknown`, `account-inactive`. */
export async function approvedDomain({ users }: Pick<Deps, 'users'>, ref: string): Promise<Label> {
  const account = await users.get(ref);
  if (account.approvedAt) return account.name;
  // Until then its name may still become another's.
  throw new Problem('account-inactive', `Approve the account ${account.name} first.`);
}

/** The domain of an account, which outlives it. Throws `account-unknown`. */
export async function domainOf({ database }: Pick<Deps, 'database'>, ref: string): Promise<Label> {
  return (await findDomain(database.em(), ref)).name;
}
