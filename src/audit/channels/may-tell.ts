import type { EntityManager } from '../../database/database.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { type Channel, wholeServer } from './entity.ts';

/** Who is told by a channel. */
export interface Listener {
  /** The name of an account; null: of the server's own channel, nobody's. */
  readonly account: string | null;
}

/** Who is told by a channel; null: nobody, as its owner is a suspended account. */
export async function listenerOf(
  em: EntityManager,
  { owner }: Pick<Channel, 'owner'>,
): Promise<Listener | null> {
  if (owner === wholeServer) return { account: null };
  const account = await em.findOne(Account, { id: owner, active: true }, { fields: ['name'] });
  return account && { account: account.name };
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
