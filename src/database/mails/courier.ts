import type { Clock } from '../../base/clock.ts';
import { DeliveryError } from '../../base/delivery-error.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { Database } from '../database.ts';
import { mailsLock } from '../locks/lock-name.ts';
import type { Locks } from '../locks/locks.ts';
import type { SecretBox } from '../secret-box.ts';
import { QueuedMail } from './entity.ts';
import type { OutgoingMail } from './mail-content.ts';
import { delayAfter } from './retry-delay.ts';
import { openContent } from './sealed-content.ts';

/** Milliseconds between two looks for mails, and until it is tried again to be the one who sends. */
const interval = 1_000;
const othersInterval = 10_000;

/** Mails that are on their way at once. */
const atOnce = 4;

export interface CourierDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Hands a mail over to the mail server, once. Throws `DeliveryError`. */
  readonly send: (mail: OutgoingMail, signal: AbortSignal) => Promise<void>;
  /** What Message-IDs end with: the name of this server. */
  readonly domain: string;
  /**
   * Since when everything automatic is paused, as in a copy of another server's data: only what was queued
   * afterwards is sent then. null: it is not.
   */
  readonly pausedSince: () => Promise<Date | null>;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/**
 * Delivers what waits in the outbox, at least once: one server at a time, which forgets a mail when it was
 * taken. One that ends in between sends it again, under the same Message-ID.
 */
export class Courier {
  readonly #deps: CourierDeps;
  readonly #closing = new AbortController();
  /** By the mail's id: records its outcome, which the database has failed to do. */
  readonly #unwritten = new Map<string, () => Promise<unknown>>();
  #running: Promise<void> = Promise.resolve();

  constructor(deps: CourierDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#running = this.#work(this.#closing.signal);
  }

  /** Ends what is on its way; it is sent again after the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { locks, timer, report } = this.#deps;
    while (!signal.aborted) {
      try {
        await using lock = await locks.acquire(mailsLock, { signal });
        if (lock) await this.#deliverWhile(AbortSignal.any([signal, lock.lost]));
      } catch (error) {
        if (!signal.aborted) report(error, 'mails are not sent');
      }
      await pause(timer, othersInterval, signal).catch(() => {}); // the signal says so
    }
  }

  async #deliverWhile(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.deliverDue(signal);
      await pause(this.#deps.timer, interval, signal);
    }
  }

  /** Tries each mail that is due, once. Rejects with the signal's reason. */
  async deliverDue(signal: AbortSignal): Promise<void> {
    const { database, clock, pausedSince } = this.#deps;
    const since = await pausedSince();
    const own = since ? { queuedAt: { $gte: since } } : {};
    const due = { nextTryAt: { $lte: clock() }, ...own };
    // What is soon of no use first: a link for a password waits behind no pile of notifications.
    const orderBy = { givenUpAt: 'asc', nextTryAt: 'asc', id: 'asc' } as const;
    const page = { orderBy, limit: atOnce };
    for (;;) {
      const mails = await database.em().find(QueuedMail, due, page);
      await this.#deliverAll(mails, signal);
      if (mails.length < atOnce) return;
    }
  }

  /** Waits for all of them even if one fails: what is still on its way must not be sent twice. */
  async #deliverAll(mails: readonly QueuedMail[], signal: AbortSignal): Promise<void> {
    const results = await Promise.allSettled(mails.map((mail) => this.#deliver(mail, signal)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Its outcome is recorded before it is tried again: it would be sent for ever. */
  async #deliver(mail: QueuedMail, signal: AbortSignal): Promise<void> {
    const write = this.#unwritten.get(mail.id) ?? (await this.#attempt(mail, signal));
    this.#unwritten.set(mail.id, write);
    await write();
    this.#unwritten.delete(mail.id);
  }

  /** Gives a function that records its outcome. */
  async #attempt(mail: QueuedMail, signal: AbortSignal): Promise<() => Promise<unknown>> {
    const { box, send, domain } = this.#deps;
    const { id, recipient: to, queuedAt } = mail;
    try {
      const content = openContent(box, mail);
      await send({ ...content, messageId: `<${id}@${domain}>`, to, queuedAt }, signal);
      return () => this.#forget(mail);
    } catch (error) {
      signal.throwIfAborted();
      return this.#putOff(mail, error);
    }
  }

  #putOff(mail: QueuedMail, error: unknown): () => Promise<unknown> {
    const { database, clock, report } = this.#deps;
    const { id, tries, givenUpAt } = mail;
    const nextTryAt = new Date(clock().getTime() + delayAfter(tries));
    const isFinal = error instanceof DeliveryError ? error.isFinal : true;
    if (isFinal || nextTryAt > givenUpAt) {
      report(error, 'a mail is given up');
      return () => this.#forget(mail);
    }
    report(error, 'a mail is put off');
    return () => database.em().nativeUpdate(QueuedMail, { id }, { nextTryAt, tries: tries + 1 });
  }

  async #forget({ id }: QueuedMail): Promise<void> {
    await this.#deps.database.em().nativeDelete(QueuedMail, { id });
  }
}
