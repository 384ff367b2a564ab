import type { EntityManager } from '../../../../src/database/database.ts';

/** Carries a statement out, or does not. */
type Around = <T>(carryOut: () => Promise<T>) => Promise<T>;

/** An entity manager whose written-out statements of a kind go through a test's hands. */
export function aroundStatements(
  em: EntityManager,
  kind: 'insert' | 'select',
  around: Around,
): EntityManager {
  const kysely = em.getKysely();
  const executeQuery = (...[query]: Parameters<typeof kysely.executeQuery>) => {
    const carryOut = () => kysely.executeQuery(query);
    return 'sql' in query && query.sql.startsWith(kind) ? around(carryOut) : carryOut();
  };
  return Object.assign(em, { getKysely: () => ({ ...kysely, executeQuery }) });
}
