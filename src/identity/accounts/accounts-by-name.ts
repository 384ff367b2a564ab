import { isLabel } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import { Account } from './entity.ts';

/** The ids of the accounts of these names, suspended ones included, by name; of `only` these where it is given. */
export async function accountsByName(
  em: EntityManager,
  names: Iterable<string>,
  only: { readonly admin?: boolean } = {},
): Promise<ReadonlyMap<string, string>> {
  const labels = [...names].filter(isLabel);
  if (labels.length === 0) return new Map();
  const where = { name: { $in: labels }, ...only };
  const found = await em.find(Account, where, { fields: ['id', 'name'] });
  return new Map<string, string>(found.map(({ id, name }) => [name, id]));
}
