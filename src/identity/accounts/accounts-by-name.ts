import { isLabel } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import { findWhere } from '../../database/rows/find-where.ts';
import { Account } from './entity.ts';

/** The ids of the accounts of these names, suspended ones included, by name; of `only` these where it is given. */
export async function accountsByName(
  em: EntityManager,
  names: Iterable<string>,
  only: { readonly admin?: boolean } = {},
): Promise<ReadonlyMap<string, string>> {
  const labels = [...names].filter(isLabel);
  if (labels.length === 0) return new Map();
  const places = labels.map(() => '?').join(', ');
  const ofThese = `name in (${places})`;
  const found =
    only.admin === undefined
      ? await findWhere(em, Account, ofThese, labels)
      : await findWhere(em, Account, `${ofThese} and admin = ?`, [...labels, only.admin]);
  return new Map<string, string>(found.map(({ id, name }) => [name, id]));
}
