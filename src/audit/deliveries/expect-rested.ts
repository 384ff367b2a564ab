import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import type { Channel } from '../channels/entity.ts';
import { Delivery } from './entity.ts';
import { testType } from './test-content.ts';

/** Milliseconds between two tests of a channel, and for which a delivery rests: whoever gets them has not asked for them. */
const restsFor = 60_000;

/** Throws `too-many-requests` where the channel was tested a moment ago. */
export async function expectRested(
  em: EntityManager,
  { id: channel }: Pick<Channel, 'id'>,
  now: Date,
): Promise<void> {
  const where = { channel, type: testType, createdAt: lately(now) };
  const [latest] = await em.find(Delivery, where, { orderBy: { createdAt: 'desc' }, limit: 1 });
  if (latest)
    throw notRested('A channel can be tested once a minute at most.', latest.createdAt, now);
}

/** Throws `too-many-requests` where a delivery was tried a moment ago, or is on its way since then. */
export function expectDeliveryRested(
  { triedAt, nextTryAt }: Pick<Delivery, 'triedAt' | 'nextTryAt'>,
  now: Date,
): void {
  const { $gt: since } = lately(now);
  const latest = [triedAt, nextTryAt].find((at) => at && at > since && at <= now);
  if (latest) throw notRested('A delivery can be sent again once a minute at most.', latest, now);
}

/** Whether anything of a channel was tried a moment ago. */
export async function isTriedLately(
  em: EntityManager,
  { id: channel }: Pick<Channel, 'id'>,
  now: Date,
): Promise<boolean> {
  return (await em.count(Delivery, { channel, triedAt: lately(now) })) > 0;
}

const lately = (now: Date) => ({ $gt: new Date(now.getTime() - restsFor), $lte: now });

function notRested(detail: string, latest: Date, now: Date): Problem {
  const left = Math.ceil((latest.getTime() + restsFor - now.getTime()) / 1000);
  return new Problem('too-many-requests', detail, { headers: { 'Retry-After': `${left}` } });
}
