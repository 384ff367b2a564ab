import type { EntityManager } from '../../database/database.ts';
import { Delivery } from './entity.ts';

/** Deliveries of a channel that wait at a time: of a receiver that takes nothing they would be ever more. */
const maxWaiting = 1_000;

/** Gives up the oldest of what waits, where a channel has too much. */
export async function limitWaiting(em: EntityManager, channels: Iterable<string>): Promise<void> {
  for (const channel of channels) {
    const newest = { orderBy: { serial: 'desc' }, offset: maxWaiting, limit: 1 } as const;
    const waiting = { channel, nextTryAt: { $ne: null } };
    const options = { ...newest, fields: ['serial'] } as const;
    const [last] = await em.find(Delivery, waiting, options);
    if (!last) continue;
    const tooMany = { ...waiting, serial: { $lte: last.serial } };
    const fault = `More than ${maxWaiting} wait: the oldest are given up.`;
    await em.nativeUpdate(Delivery, tooMany, { state: 'failed', nextTryAt: null, fault });
  }
}
