import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import { Domain } from '../../identity/accounts/entity.ts';
import type { Deps } from './deps.ts';

/** The domain of an account that may be given something. Throws `account-unknown`, `account-inactive`. */
export async function approvedDomain({ users }: Pick<Deps, 'users'>, id: string): Promise<Label> {
  const account = await users.get(id);
  if (account.approvedAt) return account.name;
  // Until then its name may still become another's.
  throw new Problem('account-inactive', `Approve the account ${account.name} first.`);
}

/** The domain of an account, which outlives it. Throws `account-unknown`. */
export async function domainOf({ database }: Pick<Deps, 'database'>, id: string): Promise<Label> {
  const domain = await database.em().findOne(Domain, { accountId: id });
  if (domain) return domain.name;
  throw new Problem('account-unknown', 'There is no account with this id.');
}
