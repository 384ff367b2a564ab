import type { z } from 'zod';
import { type Page, pageOf } from '../../http/paging.ts';
import type { Account } from './entity.ts';
import type { accountStates, accountsQuery } from './schema.ts';

export type AccountsQuery = z.output<typeof accountsQuery>;

/** Those of these accounts that fit a query, by their names, as many as it asks for. */
export function selectAccounts(
  accounts: readonly Account[],
  { search = '', state, ...part }: AccountsQuery,
): Page<Account> {
  const fitting = accounts
    .filter(({ name, email }) => name.includes(search) || email.includes(search))
    .filter((account) => state === undefined || stateOf(account) === state);
  return pageOf(fitting, ({ name }) => name, part);
}

function stateOf({ active, approvedAt }: Account): (typeof accountStates)[number] {
  if (!approvedAt) return 'waiting';
  return active ? 'active' : 'suspended';
}
