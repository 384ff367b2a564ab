import { z } from 'zod';
import { defineEvent, type EventObject } from '../database/events/define-event.ts';
import { limitedResources } from './policies/nearly-used.ts';

const hostFacts = z.object({ host: z.string() });

const hostObject = ({ host }: z.output<typeof hostFacts>): EventObject => ({
  object: `hosts/${host}`,
  host,
  name: null,
});

const about = { facts: hostFacts, object: hostObject };

export const hostDegraded = defineEvent({
  ...about,
  type: 'host.degraded',
  severity: 'error',
  about: 'A host does not answer as it should.',
  facts: hostFacts.extend({
    /** The code of the problem; null: nothing tells it. */
    reason: z.string().nullable(),
  }),
  summary: ({ host, reason }) =>
    `The host ${host} is degraded${reason === null ? '' : ` (${reason})`}.`,
  folds: true,
});

export const hostRecovered = defineEvent({
  ...about,
  type: 'host.recovered',
  severity: 'info',
  about: 'A host that was degraded answers again.',
  summary: ({ host }) => `The host ${host} answers again.`,
  folds: true,
});

export const certificateExpiring = defineEvent({
  ...about,
  type: 'certificate.expiring',
  severity: 'warning',
  about:
    'The certificate for a host, or the one that it presents, ends within 14, 3 or 1 days, told once for each.',
  facts: hostFacts.extend({ days: z.int(), expiresAt: z.string() }),
  summary: ({ host, days }) => `The certificate for the host ${host} ends within ${inDays(days)}.`,
});

export const policyNearlyUsed = defineEvent({
  ...about,
  type: 'policy.nearly_used',
  severity: 'warning',
  about: 'An account uses 90 % of what its policy gives on a host; again once it fell below 80 %.',
  facts: hostFacts.extend({
    account: z.string(),
    resource: z.enum(limitedResources),
    used: z.int(),
    limit: z.int(),
  }),
  summary: ({ host, account, resource, used, limit }) =>
    `${account} uses ${Math.floor((used / limit) * 100)} % of its ${resource} on ${host}.`,
});

export const policyPending = defineEvent({
  ...about,
  type: 'policy.pending',
  severity: 'warning',
  about:
    'A new account could not be given the default policy of a host; it is tried again. Told once for each reason.',
  facts: hostFacts.extend({
    account: z.string(),
    template: z.string(),
    /** The code of the problem. */
    reason: z.string(),
  }),
  summary: ({ host, account, template, reason }) =>
    `${account} could not be given the policy ${template} on ${host} yet (${reason}).`,
});

const inDays = (days: number) => (days === 1 ? 'a day' : `${days} days`);
