import type { EntityManager } from '../../database/database.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { causeOf, recoveries } from './trouble-types.ts';

/** Those of some events, by their numbers, after which nothing says that it is well again. */
export async function stillTrue(em: EntityManager, numbers: readonly number[]): Promise<number[]> {
  const events = await em.find(StoredEvent, { number: { $in: [...numbers] } });
  const later = await em.find(StoredEvent, {
    object: { $in: [...new Set(events.map(({ object }) => object))] },
    type: { $in: [...recoveries] },
    number: { $gt: Math.min(...numbers) },
  });
  const recovered = new Map<string, number>();
  for (const event of later) {
    const key = `${event.object} ${causeOf(event)}`;
    recovered.set(key, Math.max(recovered.get(key) ?? 0, event.number ?? 0));
  }
  return events.flatMap((event) => {
    const number = event.number ?? 0;
    return (recovered.get(`${event.object} ${causeOf(event)}`) ?? 0) > number ? [] : [number];
  });
}
