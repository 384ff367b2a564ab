import { parseLabel } from '../../../albatross/names.ts';
import { ConsoleSegment } from '../entity.ts';
import type { ConsoleKey } from '../kept-unikernels.ts';
import type { ConsoleStore } from './console-store.ts';

/** What may be kept, at the most. */
export interface RoomLimits {
  readonly days: number;
  /** Compressed octets: of one unikernel, and of all. */
  readonly ofOne: number;
  readonly ofAll: number;
}

const day = 24 * 3600 * 1000;

/** Segments that are removed in one step. */
const step = 100;

/** What is looked at of segments to remove them. */
const fields = ['id', 'digest', 'octets'] as const;

/** Removes the oldest of one unikernel, as far as it has more than it may. */
export async function pruneConsole(
  store: ConsoleStore,
  key: ConsoleKey,
  { ofOne }: RoomLimits,
): Promise<void> {
  const orderBy = { firstNumber: 'desc' } as const;
  const segments = await store.database.em().find(ConsoleSegment, key, { fields, orderBy });
  let octets = 0;
  const beyond = segments.filter((segment, index) => {
    octets += segment.octets;
    return octets > ofOne && index > 0;
  });
  for (let start = 0; start < beyond.length; start += step) {
    await remove(store, beyond.slice(start, start + step));
  }
}

/** Removes what is older than it may be, and the oldest of whoever has most while all have too much. */
export async function pruneConsoles(store: ConsoleStore, limits: RoomLimits): Promise<void> {
  await removeOld(store, limits.days);
  const sizes = await sizesByDomain(store); // once: what others add or remove meanwhile is the next time's matter
  for (;;) {
    const room = totalOf(sizes) - limits.ofAll;
    const [largest] = [...sizes].toSorted(([, one], [, other]) => other - one);
    if (room <= 0 || !largest) return;
    const [domain, octets] = largest;
    const removed = await removeOldest(store, domain, room);
    if (removed > 0) sizes.set(domain, octets - removed);
    else sizes.delete(domain); // others have removed it
  }
}

async function removeOld(store: ConsoleStore, days: number): Promise<void> {
  const storedAt = { $lt: new Date(store.clock().getTime() - days * day) };
  for (;;) {
    const em = store.database.em();
    const old = await em.find(ConsoleSegment, { storedAt }, { fields, limit: step });
    if (old.length === 0) return;
    await remove(store, old);
  }
}

/** As many as take that room, in one step; gives how much they took. */
async function removeOldest(store: ConsoleStore, domain: string, room: number): Promise<number> {
  const where = { domain: parseLabel(domain) };
  const orderBy = { storedAt: 'asc' } as const;
  const em = store.database.em();
  const oldest = await em.find(ConsoleSegment, where, { fields, orderBy, limit: step });
  let octets = 0;
  const some = oldest.filter((segment) => {
    const isNeeded = octets < room;
    octets += segment.octets;
    return isNeeded;
  });
  await remove(store, some);
  return some.reduce((sum, segment) => sum + segment.octets, 0);
}

async function sizesByDomain({ database }: ConsoleStore): Promise<Map<string, number>> {
  const sums = 'select domain, sum(octets) as octets from console_segments group by domain';
  const rows = await database.em().execute<{ domain: string; octets: number | string }[]>(sums);
  return new Map(rows.map(({ domain, octets }) => [domain, Number(octets)]));
}

const totalOf = (sizes: ReadonlyMap<string, number>) =>
  [...sizes.values()].reduce((sum, octets) => sum + octets, 0);

/** The content first: what a kill leaves is tried again, and whoever reads meanwhile passes over it. */
async function remove(
  { database, place }: ConsoleStore,
  segments: readonly Pick<ConsoleSegment, 'id' | 'digest'>[],
): Promise<void> {
  for (const { digest } of segments) if (digest) await place?.remove(digest);
  await database.em().nativeDelete(ConsoleSegment, { id: segments.map(({ id }) => id) });
}
