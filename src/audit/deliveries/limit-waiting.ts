import type { EntityManager } from '../../database/database.ts';
import { Channel } from '../channels/entity.ts';
import { Delivery } from './entity.ts';

/**
 * Deliveries of an owner that wait at a time, an equal share for each of its webhooks: of receivers that take
 * nothing they would be ever more.
 */
const maxWaiting = 20_000;

/** Gives up the oldest of what waits, where a channel has more than its share. */
export async function limitWaiting(
  em: EntityManager,
  channels: Iterable<Pick<Channel, 'id' | 'owner'>>,
): Promise<void> {
  const byOwner = Map.groupBy(channels, ({ owner }) => owner);
  for (const [owner, own] of byOwner) {
    const share = Math.floor(maxWaiting / (await em.count(Channel, { owner, kind: 'webhook' })));
    for (const { id } of own) await limitTo(em, id, share);
  }
}

async function limitTo(em: EntityManager, channel: string, share: number): Promise<void> {
  const waiting = { channel, nextTryAt: { $ne: null } };
  if ((await em.count(Delivery, waiting)) <= share) return;
  const newest = { orderBy: { serial: 'desc' }, offset: share, limit: 1 } as const;
  const [last] = await em.find(Delivery, waiting, { ...newest, fields: ['serial'] });
  if (!last) return;
  const tooMany = { ...waiting, serial: { $lte: last.serial } };
  const fault = `More than ${share} deliveries are waiting: the oldest are given up.`;
  await em.nativeUpdate(Delivery, tooMany, { state: 'failed', nextTryAt: null, fault });
}
