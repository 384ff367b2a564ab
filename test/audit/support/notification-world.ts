import { randomBytes, randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { NewChannel } from '../../../src/audit/channels/change-settings.ts';
import { Channels } from '../../../src/audit/channels/channels.ts';
import { Channel } from '../../../src/audit/channels/entity.ts';
import { attemptDelivery } from '../../../src/audit/deliveries/attempt.ts';
import { Deliveries } from '../../../src/audit/deliveries/deliveries.ts';
import { Delivery, DeliveryCursor } from '../../../src/audit/deliveries/entity.ts';
import { Notifier } from '../../../src/audit/deliveries/notifier.ts';
import { Notice } from '../../../src/audit/notices/entity.ts';
import { mailMessage } from '../../../src/audit/notices/mail-message.ts';
import { Mutes } from '../../../src/audit/notices/mutes.ts';
import { tellsAt } from '../../../src/audit/notices/when-to-tell.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database, DatabaseLocation } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { EventFeed } from '../../../src/database/events/event-feed.ts';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { QueuedMail } from '../../../src/database/mails/entity.ts';
import { Outbox } from '../../../src/database/mails/outbox.ts';
import { openContent } from '../../../src/database/mails/sealed-content.ts';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { renderLetter } from '../../../src/outgoing/mail/letter.ts';
import { createPost, type Post } from '../../../src/outgoing/post.ts';
import { domainsOnHosts } from '../../../src/unikernels/registry/domains-on-hosts.ts';
import { StoredUnikernel } from '../../../src/unikernels/registry/entity.ts';
import { TestClock } from '../../identity/accounts/identity-fixture.ts';
import { until } from '../../server/support/until.ts';
import { openTables } from '../../support/open-tables.ts';

export const serverAddress = 'https://fulmar.example.org';

/** What tells by channels, on a database of its own, at a time that stands still until it is moved. */
export class NotificationWorld implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly box = createSecretBox([randomBytes(32)]);
  readonly reports: unknown[] = [];
  readonly quiet = new Set<string>();
  /** Whether nothing is told by itself. */
  isPaused = false;
  readonly database: Database;
  readonly channels: Channels;
  readonly deliveries: Deliveries;
  readonly mutes: Mutes;
  post: Post = createPost({ plainLoopback: true, clock: this.clock.tell });
  #feed: EventFeed;
  #notifier: Notifier;

  private constructor(database: Database) {
    this.database = database;
    const { box } = this;
    const clock = this.clock.tell;
    this.channels = new Channels({ database, box, clock, mails: true });
    this.deliveries = new Deliveries({
      database,
      clock,
      wake: (channel) => this.#notifier.tellNow(channel),
    });
    this.mutes = new Mutes(database, clock);
    this.#feed = this.#createFeed();
    this.#notifier = this.#createNotifier();
  }

  static async open(location: DatabaseLocation = { memory: true }): Promise<NotificationWorld> {
    const database = await openTables(location);
    const world = new NotificationWorld(database);
    await world.#start();
    return world;
  }

  /** An active account whose address is proved; gives its id. */
  async account(name: string, more: Partial<Account> = {}): Promise<string> {
    const now = this.clock.tell();
    const account = {
      ...{ id: randomUUID(), name: parseLabel(name), email: `${name}@example.org` },
      ...{ emailVerifiedAt: now, passwordHash: '', active: true, admin: false, first: null },
      ...{ createdAt: now, approvedAt: now, waitsFrom: null, ...more },
    };
    await this.database.em().insert(Account, account);
    return account.id;
  }

  /** A unikernel of an account on a host, as it is known. */
  async unikernel(host: string, account: string): Promise<void> {
    await this.database.em().insert(StoredUnikernel, {
      ...{ id: randomUUID(), host: parseLabel(host), domain: parseLabel(account) },
      ...{ name: parseLabel('web'), managed: true, desired: 'running', labels: {}, starts: [] },
      createdAt: this.clock.tell(),
    });
  }

  webhook(owner: string, url: string, types: string[] = ['*']) {
    return this.channels.create(owner, { kind: 'webhook', name: 'hook', url, types });
  }

  text(owner: string, url: string, more: Partial<Extract<NewChannel, { kind: 'text' }>> = {}) {
    const template = '{"text": "{{title}}\\n{{text}}"}';
    const how = {
      method: 'POST',
      contentType: 'application/json',
      template,
      header: null,
    } as const;
    return this.channels.create(owner, {
      ...{ kind: 'text', name: 'chat', types: ['*'], url, ...how, ...more },
    });
  }

  /** The types of all that was published, in its order. */
  async happened(): Promise<string[]> {
    const orderBy = { number: 'asc' } as const;
    const events = await this.database
      .em()
      .find(StoredEvent, { number: { $ne: null } }, { orderBy });
    return events.map(({ type }) => type);
  }

  /** What waits to be mailed, opened. */
  async mails() {
    const queued = await this.database.em().findAll(QueuedMail, { orderBy: { queuedAt: 'asc' } });
    return queued.map((mail) => ({ to: mail.recipient, ...openContent(this.box, mail) }));
  }

  async all(): Promise<Delivery[]> {
    return await this.database.em().findAll(Delivery, { orderBy: { serial: 'asc' } });
  }

  /** Resolves when there are so many deliveries, and each was taken or given up. */
  async settled(count = 1): Promise<void> {
    const waiting = { nextTryAt: { $ne: null } };
    await until(async () => {
      const em = this.database.em();
      return (await em.count(Delivery)) >= count && (await em.count(Delivery, waiting)) === 0;
    });
  }

  /** Resolves when so many events were looked at. */
  async looked(number: number): Promise<void> {
    await until(async () => {
      const cursor = await this.database.em().findOne(DeliveryCursor, { id: 1 });
      return cursor?.last === number;
    });
  }

  /** Resolves when all messages that are due now are made and handed on. */
  async told(): Promise<void> {
    const now = this.clock.tell();
    await until(async () => {
      const em = this.database.em();
      const channels = new Map((await em.findAll(Channel)).map((each) => [each.id, each.sentAt]));
      const notices = await em.find(Notice, { behind: null }, { orderBy: { serial: 'asc' } });
      const waits = [...Map.groupBy(notices, ({ channel }) => channel)].some(([channel, all]) => {
        const [since, latest] = [all.at(0)?.queuedAt ?? now, all.at(-1)?.queuedAt ?? now];
        return tellsAt({ since, latest }, channels.get(channel) ?? [], now) <= now;
      });
      return !waits && (await em.count(Delivery, { nextTryAt: { $lte: now } })) === 0;
    });
  }

  /** Moves the time on, and has it noticed. */
  pass(milliseconds: number): void {
    this.clock.pass(milliseconds);
    this.wake();
  }

  wake(): void {
    this.#notifier.wake();
  }

  /** As when the server ends, at whatever it is, and starts again. */
  async restart(): Promise<void> {
    await this.#stop();
    this.#feed = this.#createFeed();
    this.#notifier = this.#createNotifier();
    await this.#start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
    await this.database.close();
  }

  async #start(): Promise<void> {
    await this.#feed.start();
    await this.#notifier.start();
  }

  async #stop(): Promise<void> {
    await this.#notifier.close();
    await this.#feed.close();
  }

  #createFeed(): EventFeed {
    const report = (error: unknown) => void this.reports.push(error);
    return new EventFeed({ database: this.database, timer: systemTimer, report });
  }

  #createNotifier(): Notifier {
    const { database, box } = this;
    const clock = this.clock.tell;
    const mailing = { outbox: new Outbox(box, clock), serverAddress };
    const attempting = {
      ...{ box, clock, post: (request: Parameters<Post>[0]) => this.post(request) },
      mail: mailMessage.bind(null, { database, mailing, render: renderLetter }),
    };
    return new Notifier({
      isPaused: async () => this.isPaused,
      ...{ database, clock, timer: systemTimer, locks: new LocalLocks(systemTimer) },
      ...{ feed: this.#feed, random: () => 0, mails: true, serverAddress },
      quietHosts: async () => this.quiet,
      domainsOn: domainsOnHosts,
      attempt: attemptDelivery.bind(null, attempting),
      report: (error) => this.reports.push(error),
    });
  }
}
