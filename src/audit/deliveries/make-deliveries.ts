import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { durableWithNext } from '../../database/durable-with-next.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { findWhere } from '../../database/rows/find-where.ts';
import { onlyRow } from '../../database/rows/only-row.ts';
import { execute } from '../../database/rows/statement.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import {
  type DomainsOn,
  findListeners,
  type Listeners,
  wants,
} from '../channels/wanting-channels.ts';
import { Notice } from '../notices/entity.ts';
import { isExplainedByWork } from '../notices/trouble-types.ts';
import { Delivery, DeliveryCursor } from './entity.ts';
import { limitWaiting } from './limit-waiting.ts';
import { webhookDeliveries } from './webhook-deliveries.ts';

/** The only row of the cursor. */
const row = { id: 1 };

/** Keeps others from it until the commit. */
const holdCursor = 'update delivery_cursor set last = last where id = 1 returning last';

const numberedSince = 'number > ? order by number limit ?';

/** Events that are looked at in one transaction. */
const batch = 200;

/** How many of those there are until what they have made is sent. */
const maxBatches = 5;

export interface MakeDeliveriesDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether mails can be sent. */
  readonly mails: boolean;
  /** Hosts of which people are told no trouble now. */
  readonly quietHosts: () => Promise<ReadonlySet<string>>;
  readonly domainsOn: DomainsOn;
}

/** What happened before there were notifications at all is told to nobody: they begin after `last`. */
export async function beginDeliveries(database: Database, last: number): Promise<void> {
  await database.em().upsert(DeliveryCursor, { ...row, last }, { onConflictAction: 'ignore' });
}

/**
 * Makes what is to be told of the events that were published since, in the transaction that moves the
 * cursor: whoever dies where, each is made once. Says whether there may be more.
 */
export async function makeDeliveries(deps: MakeDeliveriesDeps): Promise<boolean> {
  const quiet = await deps.quietHosts();
  for (let made = 0; made < maxBatches; made += 1) {
    if ((await makeBatch(deps, quiet)) < batch) return false;
  }
  return true;
}

async function makeBatch(
  { database, clock, mails, domainsOn }: MakeDeliveriesDeps,
  quiet: ReadonlySet<string>,
): Promise<number> {
  return await database.transaction(async (em) => {
    const { rows } = await execute<Pick<DeliveryCursor, 'last'>>(em, holdCursor, []);
    const { last } = onlyRow('delivery_cursor', rows);
    const events = await findWhere(em, StoredEvent, numberedSince, [last, batch]);
    const newest = events.at(-1)?.number;
    if (!newest) return 0;
    const now = clock();
    const listeners = await findListeners(em, events, { mails, now, domainsOn });
    const made = await makeFor(em, { events, listeners, quiet, now });
    if (made === 0) durableWithNext(em); // the same events make nothing again
    await updateEqual(em, DeliveryCursor, row, { last: newest });
    return events.length;
  });
}

interface Batch {
  readonly events: readonly StoredEvent[];
  readonly listeners: Listeners;
  readonly quiet: ReadonlySet<string>;
  readonly now: Date;
}

/** Says how many it made. */
async function makeFor(
  em: EntityManager,
  { events, listeners, quiet, now: queuedAt }: Batch,
): Promise<number> {
  const wanted = events.flatMap((event) =>
    listeners.channels
      .filter((channel) => wants(channel, event, listeners))
      .map((channel) => ({ channel, event })),
  );
  const hooks = wanted.filter(({ channel }) => channel.kind === 'webhook');
  const deliveries = await webhookDeliveries(em, hooks, queuedAt);
  const notices = wanted
    .filter(({ channel }) => channel.kind !== 'webhook')
    .filter(({ event }) => !(quiet.has(event.host ?? '') && isExplainedByWork(event)))
    .map(({ channel, event }) => ({
      channel: channel.id,
      number: event.number ?? 0,
      queuedAt,
      behind: null,
    }));
  if (deliveries.length > 0) await em.insertMany(Delivery, deliveries);
  await limitWaiting(em, new Set(hooks.map(({ channel }) => channel)));
  if (notices.length > 0) await em.insertMany(Notice, notices);
  return deliveries.length + notices.length;
}
