import type { Database } from '../../database/database.ts';
import type { MailContent } from '../../database/mails/mail-content.ts';
import type { Mailing } from '../../database/mails/mailing.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { type Channel, wholeServer } from '../channels/entity.ts';
import { messageOf } from '../deliveries/compose-request.ts';
import type { Delivery } from '../deliveries/entity.ts';
import { handedOn, type Outcome, unsent } from '../deliveries/judge-answer.ts';

/** What a mail says, before it is text or HTML. */
export interface NoticeLetter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
  readonly reason: string;
}

export interface MailMessageDeps {
  readonly database: Database;
  readonly mailing: Mailing | null;
  readonly render: (letter: NoticeLetter) => MailContent;
}

/** Hands a message on to the mails, for whom its channel is: once, since that is written together. */
export async function mailMessage(
  { database, mailing, render }: MailMessageDeps,
  delivery: Delivery,
  channel: Channel,
): Promise<Outcome> {
  if (!mailing) return unsent('The server sends no mails.', 'ended');
  const addresses = await addressesOf(database, channel.owner);
  if (addresses.length === 0) return unsent('There is no address that was verified.', 'ended');
  const content = render(letterOf(delivery, channel));
  return handedOn(async (em) => {
    for (const to of addresses) await mailing.outbox.add(em, { to, content });
  });
}

/** An account's own address, or those of all administrators, as far as they were verified. */
async function addressesOf(database: Database, owner: string): Promise<string[]> {
  const whose = owner === wholeServer ? { admin: true } : { id: owner };
  const verified = { ...whose, active: true, emailVerifiedAt: { $ne: null } };
  const accounts = await database.em().find(Account, verified, { fields: ['email'] });
  return accounts.map(({ email }) => email);
}

function letterOf(delivery: Delivery, { name }: Channel): NoticeLetter {
  const { title, text, link: url } = messageOf(delivery);
  return {
    subject: title,
    paragraphs: text.split('\n'),
    ...(url && { link: { label: 'Show the notifications, or mute this', url } }),
    reason: `You get this mail by the channel ${name}, which can be changed on the page Notifications.`,
  };
}
