import { ConsoleSegment } from '../entity.ts';
import type { ConsoleStore } from './console-store.ts';

/** Contents that are asked about at once. */
const step = 500;

/** Contents that nothing referred to at the last look. */
export type Unreferenced = ReadonlySet<string>;

/**
 * Removes contents that a kill has left between their writing and their record: those that nothing refers
 * to now, and did not at the last look either.
 */
export async function sweep(store: ConsoleStore, before: Unreferenced): Promise<Unreferenced> {
  const unreferenced = new Set<string>();
  const owned = (await store.place?.owned()) ?? [];
  for (let start = 0; start < owned.length; start += step) {
    const some = owned.slice(start, start + step);
    const referenced = await referencedOf(store, some);
    for (const digest of some) {
      if (referenced.has(digest)) continue;
      if (before.has(digest)) await store.place?.remove(digest);
      else unreferenced.add(digest);
    }
  }
  return unreferenced;
}

async function referencedOf(
  { database }: ConsoleStore,
  digests: readonly string[],
): Promise<ReadonlySet<string | null>> {
  const where = { digest: { $in: [...digests] } };
  const segments = await database.em().find(ConsoleSegment, where, { fields: ['digest'] });
  return new Set(segments.map(({ digest }) => digest ?? null));
}
