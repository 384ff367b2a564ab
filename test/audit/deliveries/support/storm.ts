import { nextDue } from '../../../../src/audit/deliveries/due-deliveries.ts';
import { Delivery } from '../../../../src/audit/deliveries/entity.ts';
import type { DatabaseLocation } from '../../../../src/database/database.ts';
import { StoredEvent } from '../../../../src/database/events/entity.ts';
import { happening, record } from '../../../database/events/support/happenings.ts';
import { until } from '../../../server/support/until.ts';
import { NotificationWorld } from '../../support/notification-world.ts';
import { Receiver, status } from '../../support/receiver.ts';

/** Events that are recorded in one transaction. */
const together = 10;

export interface Storm {
  readonly location: DatabaseLocation;
  readonly events: number;
  /** After so many events a server ends, another one starts, and then goes wrong what `disturb` does. */
  readonly every: number;
  readonly disturb?: (world: NotificationWorld) => Promise<void>;
}

/** What came of it. */
export interface Aftermath {
  readonly recorded: number;
  readonly deliveries: readonly Delivery[];
  /** How often each `webhook-id` was received, refusals included. */
  readonly received: ReadonlyMap<string, number>;
}

/** Has many events happen while servers end and start, and the receiver refuses every third delivery. */
export async function raise({ location, events, every, disturb }: Storm): Promise<Aftermath> {
  await using world = await NotificationWorld.open(location);
  await using receiver = await Receiver.open();
  let asked = 0;
  receiver.default = (answer, received) => {
    asked += 1;
    status(asked % 3 === 0 ? 503 : 204)(answer, received);
  };
  await world.webhook(await world.account('alice'), receiver.url);
  for (let n = 0; n < events; n += together) {
    const some = Array.from({ length: together }, (_, each) => happening(`u-${(n + each) % 50}`));
    await record(world.database, ...some).catch(() => {}); // what was not recorded did not happen
    if ((n + together) % every !== 0) continue;
    await world.restart();
    world.pass(6_000);
    if (n + together < events) await disturb?.(world);
  }
  const now = () => world.clock.tell();
  const count = () => world.database.em().count(StoredEvent);
  await until(async () => {
    const isIdle = ((await nextDue(world.database, new Date(0))) ?? now()) > now();
    if (isIdle) world.pass(3_600_000);
    const em = world.database.em();
    const delivered = { state: 'delivered', event: { $ne: null } } as const;
    return (await em.count(Delivery, delivered)) === (await count());
  });
  const ids = receiver.received.map(({ headers }) => `${headers['webhook-id']}`);
  const received = new Map<string, number>();
  for (const id of ids) received.set(id, (received.get(id) ?? 0) + 1);
  // The account's own mails tell of several at once, of no one event.
  const deliveries = (await world.all()).filter(({ event }) => event !== null);
  return { recorded: await count(), deliveries, received };
}
