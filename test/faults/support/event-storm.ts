import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Delivery } from '../../../src/audit/deliveries/entity.ts';
import { Notice } from '../../../src/audit/notices/entity.ts';
import type { Database } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { happening } from '../../database/events/support/happenings.ts';
import { Administrator } from '../../server/support/administrator.ts';
import { until } from '../../server/support/until.ts';
import { Cluster } from '../../support/shared/cluster.ts';
import { MailsOfStorm, recipientOf, verifyAddresses, waitingMails } from './mails-of-storm.ts';
import { RefusingMailServer } from './refusing-mail-server.ts';
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
 * Has many events happen, each with a mail, while two servers are killed and PostgreSQL is restarted, and the
 * receiver of their webhooks and the mail server refuse every third.
 */
export async function raiseEventStorm(options: EventStormOptions): Promise<EventStormOutcome> {
  await using open = new AsyncDisposableStack();
  const storm = await begin(open);
  const { receiver, mailServer, reader } = storm;
  const begun = performance.now();
  const troubles = await happen(storm, options);
  await deliverAll(storm, options.events);
  await until(() => reader.objects.length >= options.events);
  const took = Math.round((performance.now() - begun) / 1000);
  const figures =
    `${options.events} events, ${troubles} troubles, ${receiver.asked} webhooks and ${mailServer.asked} mails sent, ` +
    `the reader came back ${reader.returns} times, ${took} s`;
  return { faults: await judge(storm, options.events), figures };
}

interface Storm {
  readonly cluster: Cluster;
  readonly servers: readonly StormServer[];
  readonly receiver: RefusingReceiver;
  readonly mailServer: RefusingMailServer;
  readonly mails: MailsOfStorm;
  /** The channel of webhooks; another one mails what happens to the account. */
  readonly webhook: string;
  readonly reader: SteadyReader;
  /** Of the same database as the servers. */
  readonly database: Database;
}

async function begin(open: AsyncDisposableStack): Promise<Storm> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-event-storm-'));
  open.defer(() => rm(folder, { recursive: true, force: true }));
  const receiver = open.use(await RefusingReceiver.open());
  const mailServer = open.use(await RefusingMailServer.open());
  const mails = new MailsOfStorm();
  const cluster = await Cluster.start();
  open.defer(() => cluster.stop());
  const url = await cluster.createDatabase();
  const environment = { FULMAR_DATABASE_URL: url, ...mails.environmentFor(mailServer) };
  const one = open.use(await StormServer.start(join(folder, 'one'), environment));
  const other = open.use(await StormServer.start(join(folder, 'other'), environment));
  const { token, webhook } = await prepare(one.url, receiver.url);
  const reader = open.use(new SteadyReader(() => [one.url, other.url], token));
  const database = await openDatabase({ url });
  open.defer(() => database.close());
  await verifyAddresses(database);
  const told = { receiver, mailServer, mails, webhook };
  return { cluster, servers: [one, other], ...told, reader, database };
}

/** Records the events, and has something go wrong now and then meanwhile; says how often. */
async function happen(storm: Storm, { events, every }: EventStormOptions): Promise<number> {
  const { cluster, servers } = storm;
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
    await recordAll(storm, n, Math.min(together, events - n));
    if ((n + together) % every !== 0) continue;
    await trouble;
    trouble = Promise.resolve(troubles[count % troubles.length]?.());
    count += 1;
  }
  await trouble;
  return count;
}

/** A webhook for what happens to unikernels, and the secret of a token that reads events. */
async function prepare(url: string, hook: string) {
  const administrator = new Administrator();
  await administrator.signUp(url);
  const json = { kind: 'webhook', name: 'storm', url: hook, types: ['unikernel.'] };
  const { json: added } = await administrator.expect(201, url, '/channels', { json });
  const token = await administrator.makeToken(url, ['events:read'], 1_000_000);
  return { webhook: `${Object(added).id}`, token };
}

async function restart(cluster: Cluster, how: 'crash' | 'in-order'): Promise<void> {
  await cluster.end(how);
  await cluster.startAgain();
}

const nameOf = (n: number) => `u-${n}`;
const objectOf = (n: number) => `hosts/one/unikernels/${nameOf(n)}`;

/** Records events in one transaction, once, however often the database goes away meanwhile. */
async function recordAll({ database, mails }: Storm, first: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, n) => first + n);
  const object = { $in: numbers.map(objectOf) };
  const events = new Map(numbers.map(nameOf).map((name) => [name, happening(name)]));
  for (;;) {
    try {
      if ((await database.em().count(StoredEvent, { object })) > 0) return;
      await mails.record(database, events);
      return;
    } catch {
      await sleep(50);
    }
  }
}

/** Lets hours pass, until all is taken. */
async function deliverAll({ database, servers, webhook }: Storm, events: number): Promise<void> {
  const waiting = { nextTryAt: { $ne: null } };
  for (let ahead = 0; ; ahead += hour) {
    for (const server of servers) await server.setAhead(ahead);
    const now = new Date(Date.now() + ahead);
    await until(async () => {
      const em = database.em();
      const due = await em.count(Delivery, { nextTryAt: { $lte: now } });
      const mails = await waitingMails(database, now);
      const made = await em.count(Delivery, { channel: webhook });
      return due === 0 && mails.due === 0 && made >= events;
    });
    const { all: mails } = await waitingMails(database, now);
    const notices = await database.em().count(Notice, { behind: null });
    const deliveries = await database.em().count(Delivery, waiting);
    if (deliveries + mails + notices === 0) return;
  }
}

async function judge(storm: Storm, events: number): Promise<string[]> {
  const { receiver, reader, database, webhook } = storm;
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const stored = await database.em().count(StoredEvent, { type: 'unikernel.gave_up' });
  expect(stored === events, `${stored} events are stored`);
  const deliveries = await database.em().find(Delivery, { channel: webhook });
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
  return [...faults, ...(await judgeMails(storm, events))];
}

/** Each event's own mail, and those of the channel, which tell of each event once. */
async function judgeMails(
  { mailServer, database, webhook }: Storm,
  events: number,
): Promise<string[]> {
  const own = Array.from({ length: events }, (_, n) => mailServer.told.get(recipientOf(nameOf(n))));
  const untaken = own.filter((told) => !told || told.taken.size === 0).length;
  const several = own.filter((told) => told && told.ids.size > 1).length;
  const messages = await database.em().find(Delivery, { channel: { $ne: webhook } });
  const ofChannel = mailServer.told.get(new Administrator().email);
  const taken = ofChannel?.taken.size ?? 0;
  const sum = [...(ofChannel?.subjects.values() ?? [])].reduce(
    (all, title) => all + toldBy(title),
    0,
  );
  return [
    untaken > 0 && `${untaken} mails were not taken`,
    several > 0 && `${several} mails came under several Message-IDs`,
    (messages.length === 0 || taken !== messages.length) &&
      `of ${messages.length} messages of the channel ${taken} were taken`,
    taken !== ofChannel?.ids.size && 'some messages were taken under one of several Message-IDs',
    sum !== events && `the messages of the channel tell of ${sum} events`,
  ].filter((fault) => fault !== false);
}

/** Of how many events a message tells, by its subject. */
const toldBy = (subject: string): number => Number(/(\d+) events/.exec(subject)?.[1] ?? 1);
