import { ConsoleSegment } from '../entity.ts';
import type { ConsoleStore } from './console-store.ts';

/** Contents that nothing referred to at the last look. */
export type Unreferenced = ReadonlySet<string>;

/**
 * Removes contents that a kill has left between their writing and their record: those that nothing refers
 * to now, and did not at the last look either.
 */
export async function sweep(store: ConsoleStore, before: Unreferenced): Promise<Unreferenced> {
  const unreferenced = new Set<string>();
  for (const digest of (await store.place?.owned()) ?? []) {
    if ((await store.database.em().count(ConsoleSegment, { digest })) > 0) continue;
    if (before.has(digest)) await store.place?.remove(digest);
    else unreferenced.add(digest);
  }
  return unreferenced;
}
