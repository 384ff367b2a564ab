import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { EntityManager } from '../database.ts';
import type { SecretBox } from '../secret-box.ts';
import { QueuedMail } from './entity.ts';
import type { MailContent } from './mail-content.ts';
import { sealContent } from './sealed-content.ts';

/** How long a mail is tried to be delivered, where nothing else is said: 3 days, in milliseconds. */
const patience = 3 * 24 * 60 * 60 * 1000;

export interface NewMail {
  readonly to: string;
  readonly content: MailContent;
  /** Milliseconds after which it is of no use any more. */
  readonly goodFor?: number;
}

/** Where mails wait until they are delivered. */
export class Outbox {
  readonly #box: SecretBox;
  readonly #clock: Clock;

  constructor(box: SecretBox, clock: Clock) {
    this.#box = box;
    this.#clock = clock;
  }

  /** Queues a mail in the transaction that causes it: it is sent if, and only if, that is committed. */
  async add(em: EntityManager, { to, content, goodFor = patience }: NewMail): Promise<void> {
    const id = randomUUID();
    const now = this.#clock();
    await em.insert(QueuedMail, {
      id,
      recipient: to,
      sealedContent: sealContent(this.#box, id, content),
      queuedAt: now,
      tries: 0,
      nextTryAt: now,
      givenUpAt: new Date(now.getTime() + goodFor),
    });
  }
}
