import type { Label } from '../../../albatross/names.ts';
import type { EntityManager } from '../../../database/database.ts';
import { DefaultPolicy, PendingPolicy } from './entity.ts';

/** Makes a template the default of these hosts alone; each has one, so that another one is no longer. */
export async function setDefaults(
  em: EntityManager,
  template: Label,
  hostIds: readonly string[],
): Promise<void> {
  await em.nativeDelete(DefaultPolicy, { template, hostId: { $nin: [...hostIds] } });
  const rows = hostIds.map((hostId) => ({ hostId, template }));
  if (rows.length > 0) await em.upsertMany(DefaultPolicy, rows);
}

/** The ids of the hosts whose default each template is, by its name. */
export async function defaultsByTemplate(em: EntityManager): Promise<ReadonlyMap<Label, string[]>> {
  const defaults = await em.findAll(DefaultPolicy);
  const byTemplate = Map.groupBy(defaults, ({ template }) => template);
  return new Map(
    [...byTemplate].map(([name, rows]) => [name, rows.map(({ hostId }) => hostId)] as const),
  );
}

/** A template ends: it is no default any more, and nobody waits for it. */
export async function endDefaults(em: EntityManager, template: Label): Promise<void> {
  await em.nativeDelete(DefaultPolicy, { template });
  await em.nativeDelete(PendingPolicy, { template });
}

/** What ends with a host: its default, and the policies that wait for it. */
export async function countDefaults(em: EntityManager, hostId: string) {
  const defaultPolicies = await em.count(DefaultPolicy, { hostId });
  return { defaultPolicies, pendingPolicies: await em.count(PendingPolicy, { hostId }) };
}

/** A host ends: it has no default any more, and nobody waits for it. */
export async function forgetDefaults(em: EntityManager, hostId: string): Promise<void> {
  await em.nativeDelete(DefaultPolicy, { hostId });
  await em.nativeDelete(PendingPolicy, { hostId });
}
