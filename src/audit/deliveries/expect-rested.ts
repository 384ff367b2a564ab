import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import type { Channel } from '../channels/entity.ts';
import { Delivery } from './entity.ts';
import { testType } from './test-content.ts';

/** Milliseconds between two tests of a channel: whoever gets them has not asked for them. */
const restsFor = 60_000;

/** Throws `too-many-requests` where the channel was tested a moment ago. */
export async function expectRested(
  em: EntityManager,
  { id: channel }: Pick<Channel, 'id'>,
  now: Date,
): Promise<void> {
  const since = { $gt: new Date(now.getTime() - restsFor), $lte: now };
  const where = { channel, type: testType, createdAt: since };
  const [latest] = await em.find(Delivery, where, { orderBy: { createdAt: 'desc' }, limit: 1 });
  if (!latest) return;
  const left = Math.ceil((latest.createdAt.getTime() + restsFor - now.getTime()) / 1000);
  throw new Problem('too-many-requests', 'A channel is tested once a minute at most.', {
    headers: { 'Retry-After': `${left}` },
  });
}
