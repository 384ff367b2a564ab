import { randomBytes } from 'node:crypto';
import { systemClock } from '../../../src/base/clock.ts';
import type { Database } from '../../../src/database/database.ts';
import { type NewEvent, recordEvent } from '../../../src/database/events/record-event.ts';
import { QueuedMail } from '../../../src/database/mails/entity.ts';
import { Outbox } from '../../../src/database/mails/outbox.ts';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { renderLetter } from '../../../src/outgoing/mail/letter.ts';
import type { RefusingMailServer } from './refusing-mail-server.ts';

/** To whom the mail of an event goes. */
export const recipientOf = (name: string) => `${name}@example.org`;

/** The mails of a storm: one with each event, and those of a channel, which tell of many at once. */
export class MailsOfStorm {
  readonly #key = randomBytes(32);
  readonly #outbox = new Outbox(createSecretBox([this.#key]), systemClock);

  /** What the servers need in their environment. */
  environmentFor({ url }: RefusingMailServer): Readonly<Record<string, string>> {
    return {
      FULMAR_SECRET_KEY: this.#key.toString('base64'),
      ...{ FULMAR_URL: 'http://127.0.0.1', FULMAR_SMTP_URL: url },
      FULMAR_MAIL_FROM: 'fulmar@example.org',
    };
  }

  /** Records events, each with a mail, as those that tell of an account do: all in one transaction. */
  async record(database: Database, events: ReadonlyMap<string, NewEvent>): Promise<void> {
    await database.transaction(async (em) => {
      for (const [name, event] of events) {
        await recordEvent(em, event);
        const content = renderLetter({
          ...{ subject: `News of ${name}`, paragraphs: ['It has happened.'] },
          reason: 'You get this mail since it is a test.',
        });
        await this.#outbox.add(em, { to: recipientOf(name), content });
      }
    });
  }
}

/** Takes all addresses of accounts for verified: mails go to no other. */
export async function verifyAddresses(database: Database): Promise<void> {
  await database.em().nativeUpdate(Account, {}, { emailVerifiedAt: new Date() });
}

/** How many mails wait, and how many of them should have been sent by now. */
export async function waitingMails(database: Database, now: Date) {
  const em = database.em();
  const due = await em.count(QueuedMail, { nextTryAt: { $lte: now } });
  return { due, all: await em.count(QueuedMail) };
}
