import { z } from 'zod';
import { defineEvent, type EventObject } from '../database/events/define-event.ts';

const tokenFacts = z.object({
  /** Its id. */
  token: z.string(),
  name: z.string(),
});

const tokenObject = ({ token }: z.output<typeof tokenFacts>): EventObject => ({
  object: `tokens/${token}`,
  host: null,
  name: null,
});

export const tokenExpiring = defineEvent({
  type: 'token.expiring',
  severity: 'warning',
  about: 'A token ends within 14, 3 or 1 days, told once for each.',
  facts: tokenFacts.extend({ days: z.int(), expiresAt: z.string() }),
  object: tokenObject,
  summary: ({ name, days }) =>
    `The token ${name} ends within ${days === 1 ? 'a day' : `${days} days`}.`,
});

export const tokenRevoked = defineEvent({
  type: 'token.revoked',
  severity: 'info',
  about: 'A token was revoked, by its account or an administrator.',
  facts: tokenFacts,
  object: tokenObject,
  summary: ({ name }) => `The token ${name} was revoked.`,
});

export const accountWaiting = defineEvent({
  type: 'account.waiting',
  severity: 'info',
  about: 'Somebody has signed up and waits for approval.',
  facts: z.object({
    /** The account's id. */
    id: z.string(),
    account: z.string(),
  }),
  object: ({ id }) => ({ object: `accounts/${id}`, host: null, name: null }),
  summary: ({ account }) => `${account} has signed up and waits for approval.`,
});
