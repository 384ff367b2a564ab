import { randomBytes } from 'node:crypto';
import type { Database } from '../../src/database/database.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import { Courier } from '../../src/database/mails/courier.ts';
import { QueuedMail } from '../../src/database/mails/entity.ts';
import { Outbox } from '../../src/database/mails/outbox.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { type Letter, renderLetter } from '../../src/outgoing/mail/letter.ts';
import { createSendMail } from '../../src/outgoing/mail/send-mail.ts';
import { smtpAddress } from '../../src/outgoing/mail/smtp-address.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';
import { openTables } from '../support/open-tables.ts';

export const letter: Letter = {
  subject: 'News',
  paragraphs: ['Something has happened.'],
  reason: 'You get this mail since it is a test.',
};

/** An outbox on a database in memory, and a courier that carries what is in it to a mail server. */
export class MailWorld {
  readonly time = new ManualTime();
  readonly box = createSecretBox([randomBytes(32)]);
  readonly outbox = new Outbox(this.box, this.time.clock);
  /** Since when everything automatic is paused; null: it is not. */
  pausedSince: Date | null = null;
  readonly reports: { readonly error: unknown; readonly what: string }[] = [];
  readonly database: Database;

  private constructor(database: Database) {
    this.database = database;
  }

  static async open(): Promise<MailWorld> {
    const database = await openTables({ memory: true });
    return new MailWorld(database);
  }

  courier(url: string): Courier {
    const { database, box, time } = this;
    return new Courier({
      ...{ database, box, locks: new LocalLocks(time.timer), clock: time.clock, timer: time.timer },
      send: createSendMail({ server: smtpAddress.parse(url), from: 'Fulmar <fulmar@example.org>' }),
      pausedSince: async () => this.pausedSince,
      domain: 'fulmar.example.org',
      report: (error, what) => this.reports.push({ error, what }),
    });
  }

  queue(to: string, content: Partial<Letter> = {}, goodFor?: number): Promise<void> {
    const mail = {
      to,
      content: renderLetter({ ...letter, ...content }),
      ...(goodFor && { goodFor }),
    };
    return this.database.transaction((em) => this.outbox.add(em, mail));
  }

  queued(): Promise<number> {
    return this.database.em().count(QueuedMail);
  }
}
