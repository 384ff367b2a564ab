import { z } from 'zod';
import { catalogue, type ErrorCode } from '../../base/errors.ts';
import { defineEvent } from '../../database/events/define-event.ts';
import { unikernelFacts, unikernelObject } from './unikernel-facts.ts';

const deploymentFacts = unikernelFacts.extend({
  /** The deployment's id. */
  deployment: z.string(),
  /** What is done: `deploy`, `update`, `restart`, … */
  action: z.string(),
  /** Whether Fulmar did it by itself, to keep it running. */
  automatic: z.boolean().default(false),
});

const failedFacts = deploymentFacts.extend({
  /** The code of the problem; null: nothing tells it. */
  reason: z.string().nullable(),
});

const about = { facts: deploymentFacts, object: unikernelObject };

const doingWords: Readonly<Record<string, string>> = {
  create: 'Creating',
  update: 'Updating',
  restart: 'Restarting',
  stop: 'Stopping',
  start: 'Starting',
  rollback: 'Rolling back',
  deploy: 'Deploying',
  destroy: 'Destroying',
};

const doing = (action: string) => doingWords[action] ?? `The ${action} of`;

const because = (reason: string | null) => (reason === null ? '' : `: ${inWords(reason)}`);

/** The title of a problem, to continue a sentence with; the code itself if it has no title. */
const inWords = (code: string) => (isErrorCode(code) ? lowerFirst(catalogue[code].title) : code);

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(catalogue, code);

export const deploymentStarted = defineEvent({
  ...about,
  type: 'deployment.started',
  severity: 'info',
  about:
    'A deployment in steps has had its turn, and its host is about to be told. A single command, as a restart, reports only ' +
    'how it ended.',
  summary: ({ host, unikernel, action }) => `${doing(action)} ${unikernel} on ${host} has begun.`,
});

export const deploymentSucceeded = defineEvent({
  ...about,
  type: 'deployment.succeeded',
  severity: 'info',
  about: 'It was done.',
  summary: ({ host, unikernel, action }) => `${doing(action)} ${unikernel} on ${host} succeeded.`,
});

export const deploymentRolledBack = defineEvent({
  ...about,
  type: 'deployment.rolled_back',
  severity: 'error',
  about: 'What was deployed did not stay up or failed its checks; what ran before runs again.',
  facts: failedFacts,
  summary: ({ host, unikernel, action, reason }) =>
    `${doing(action)} ${unikernel} on ${host} was rolled back${because(reason)}.`,
});

export const deploymentFailed = defineEvent({
  ...about,
  type: 'deployment.failed',
  severity: 'error',
  about: 'It was not done, or what runs now is not what was to run.',
  facts: failedFacts,
  summary: ({ host, unikernel, action, reason }) =>
    `${doing(action)} ${unikernel} on ${host} failed${because(reason)}.`,
});

export const deploymentCancelled = defineEvent({
  ...about,
  type: 'deployment.cancelled',
  severity: 'info',
  about:
    'It was cancelled, by request or by a stop or destroy of its unikernel, after it had begun. What runs then is left as it is.',
  summary: ({ host, unikernel, action }) =>
    `${doing(action)} ${unikernel} on ${host} was cancelled.`,
});

export const deploymentUnknown = defineEvent({
  ...about,
  type: 'deployment.unknown',
  severity: 'warning',
  about:
    'Its outcome cannot be determined: the connection to its host was lost, or another client may have ended or ' +
    'changed the unikernel meanwhile. Fulmar leaves it as it is.',
  summary: ({ host, unikernel, action }) =>
    `The outcome is unknown: ${lowerFirst(doing(action))} ${unikernel} on ${host}.`,
});

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
