import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Delivery } from '../../../src/audit/deliveries/entity.ts';
import type { Database } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { happening, record } from '../../database/events/support/happenings.ts';
import { Administrator } from '../../server/support/administrator.ts';
import { until } from '../../server/support/until.ts';
import { Cluster } from '../../support/shared/cluster.ts';
import { RefusingReceiver } from './refusing-receiver.ts';
import { SteadyReader } from './steady-reader.ts';
import { StormServer } from './storm-server.ts';

/** Events that are recorded in one transaction. */
const together = 20;

const hour = 3_600_000;

export interface EventStormOptions {
  readonly events: number;
  /** After so many events something goes wrong. */
  readonly every: number;
}

/** What came of it. */
export interface EventStormOutcome {
  /** What was not as promised, a line each. */
  readonly faults: readonly string[];
  /** What happened, in a line. */
  readonly figures: string;
}

/**
 * Has many events happen while two servers are killed and PostgreSQL is restarted, and the receiver of their
 * webhooks refuses every third.
 */
export async function raiseEventStorm(options: EventStormOptions): Promise<EventStormOutcome> {
  await using open = new AsyncDisposableStack();
  const storm = await begin(open);
  const { servers, receiver, reader, database } = storm;
  const begun = performance.now();
  const troubles = await happen(storm, options);
  await deliverAll(database, servers, options.events);
  await until(() => reader.objects.length >= options.events);
  const took = Math.round((performance.now() - begun) / 1000);
  const figures =
    `${options.events} events, ${troubles} troubles, ${receiver.asked} webhooks sent, ` +
    `the reader came back ${reader.returns} times, ${took} s`;
  return { faults: await judge(storm, options.events), figures };
}

interface Storm {
  readonly cluster: Cluster;
  readonly servers: readonly StormServer[];
  readonly receiver: RefusingReceiver;
  readonly reader: SteadyReader;
  /** Of the same database as the servers. */
  readonly database: Database;
}

async function begin(open: AsyncDisposableStack): Promise<Storm> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-event-storm-'));
  open.defer(() => rm(folder, { recursive: true, force: true }));
  const receiver = open.use(await RefusingReceiver.open());
  const cluster = await Cluster.start();
  open.defer(() => cluster.stop());
  const url = await cluster.createDatabase();
  const environment = {
    FULMAR_DATABASE_URL: url,
    FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
  };
  const one = open.use(await StormServer.start(join(folder, 'one'), environment));
  const other = open.use(await StormServer.start(join(folder, 'other'), environment));
  const token = await prepare(one.url, receiver.url);
  const reader = open.use(new SteadyReader(() => [one.url, other.url], token));
  const database = await openDatabase({ url });
  open.defer(() => database.close());
  return { cluster, servers: [one, other], receiver, reader, database };
}

/** Records the events, and has something go wrong now and then meanwhile; says how often. */
async function happen(
  { cluster, servers, database }: Storm,
  { events, every }: EventStormOptions,
): Promise<number> {
  const [one, other] = servers;
  const troubles = [
    () => one?.startAgain(),
    () => restart(cluster, 'in-order'),
    () => other?.startAgain(),
    () => restart(cluster, 'crash'),
    () => Promise.all(servers.map((server) => server.startAgain())),
  ];
  let trouble: Promise<unknown> = Promise.resolve();
  let count = 0;
  for (let n = 0; n < events; n += together) {
    await recordAll(database, n, Math.min(together, events - n));
    if ((n + together) % every !== 0) continue;
    await trouble;
    trouble = Promise.resolve(troubles[count % troubles.length]?.());
    count += 1;
  }
  await trouble;
  return count;
}

/** A webhook for what happens to unikernels; gives the secret of a token that reads events. */
async function prepare(url: string, hook: string): Promise<string> {
  const administrator = new Administrator();
  await administrator.signUp(url);
  const json = { kind: 'webhook', name: 'storm', url: hook, types: ['unikernel.'] };
  await administrator.expect(201, url, '/channels', { json });
  return await administrator.makeToken(url, ['events:read'], 1_000_000);
}

async function restart(cluster: Cluster, how: 'crash' | 'in-order'): Promise<void> {
  await cluster.end(how);
  await cluster.startAgain();
}

const objectOf = (n: number) => `hosts/one/unikernels/u-${n}`;

/** Records events in one transaction, once, however often the database goes away meanwhile. */
async function recordAll(database: Database, first: number, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, n) => first + n);
  const object = { $in: names.map(objectOf) };
  for (;;) {
    try {
      if ((await database.em().count(StoredEvent, { object })) > 0) return;
      await record(database, ...names.map((n) => happening(`u-${n}`)));
      return;
    } catch {
      await sleep(50);
    }
  }
}

/** Lets hours pass, until all is taken. */
async function deliverAll(
  database: Database,
  servers: readonly StormServer[],
  events: number,
): Promise<void> {
  const waiting = { nextTryAt: { $ne: null } };
  for (let ahead = 0; ; ahead += hour) {
    for (const server of servers) await server.setAhead(ahead);
    const now = new Date(Date.now() + ahead);
    await until(async () => {
      const em = database.em();
      const due = await em.count(Delivery, { nextTryAt: { $lte: now } });
      return due === 0 && (await em.count(Delivery)) >= events;
    });
    if ((await database.em().count(Delivery, waiting)) === 0) return;
  }
}

async function judge({ receiver, reader, database }: Storm, events: number): Promise<string[]> {
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const stored = await database.em().count(StoredEvent, { type: 'unikernel.gave_up' });
  expect(stored === events, `${stored} events are stored`);
  const deliveries = await database.em().findAll(Delivery);
  const lost = deliveries.filter(({ state }) => state !== 'delivered');
  expect(deliveries.length === events, `${deliveries.length} deliveries were made`);
  expect(lost.length === 0, `${lost.length} deliveries were given up: ${lost[0]?.fault}`);
  const objects = Array.from({ length: events }, (_, n) => objectOf(n));
  const told = objects.map((object) => receiver.told.get(object));
  expect(
    told.every((each) => each && each.taken > 0),
    'some webhooks were not taken',
  );
  expect(
    told.every((each) => each?.ids.size === 1),
    'some events came under several ids',
  );
  const read = new Set(reader.objects);
  expect(
    objects.every((object) => read.has(object)),
    'the reader has missed some',
  );
  expect(read.size === reader.objects.length, 'the reader has read some twice');
  expect(!reader.isOutOfOrder, 'the reader has read out of order');
  return faults;
}
