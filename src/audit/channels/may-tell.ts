import type { EntityManager } from '../../database/database.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { type Channel, wholeServer } from './entity.ts';

/** Whether the owner of a channel is told anything: a suspended account is not. */
export async function mayTell(
  em: EntityManager,
  { owner }: Pick<Channel, 'owner'>,
): Promise<boolean> {
  return owner === wholeServer || (await em.count(Account, { id: owner, active: true })) > 0;
}

/** Those of some owners of channels who are suspended. */
export async function suspendedAmong(
  em: EntityManager,
  owners: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const id = { $in: [...owners].filter((owner) => owner !== wholeServer) };
  const found = await em.find(Account, { id, active: false }, { fields: ['id'] });
  return new Set(found.map((account) => account.id));
}
