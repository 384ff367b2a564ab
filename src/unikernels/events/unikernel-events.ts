import { z } from 'zod';
import { defineEvent } from '../../database/events/define-event.ts';
import { unikernelFacts, unikernelObject } from './unikernel-facts.ts';

const about = { facts: unikernelFacts, object: unikernelObject };

export const unikernelStarted = defineEvent({
  ...about,
  type: 'unikernel.started',
  severity: 'info',
  about: 'It was seen to run, after it was asked for or by itself.',
  summary: ({ host, unikernel }) => `${unikernel} on ${host} has started.`,
  folds: true,
});

export const unikernelExited = defineEvent({
  ...about,
  type: 'unikernel.exited',
  severity: 'warning',
  about:
    'It has ended although it should run; `code` is null if it is not known, and `unverified` if it is known only ' +
    'from the log of an albatross 2.8 host.',
  facts: unikernelFacts.extend({
    code: z.int().nullable(),
    /** How a host's log is written is guessed; left out: the console told it. */
    unverified: z.literal(true).optional(),
  }),
  summary: ({ host, unikernel, code }) =>
    `${unikernel} on ${host} has exited${code === null ? '' : ` with code ${code}`}.`,
  folds: true,
});

export const unikernelCrashLooping = defineEvent({
  ...about,
  type: 'unikernel.crash_looping',
  severity: 'error',
  about: 'It ends and is started again over and over.',
  summary: ({ host, unikernel }) => `${unikernel} on ${host} keeps exiting and restarting.`,
  folds: true,
});

export const unikernelMissing = defineEvent({
  ...about,
  type: 'unikernel.missing',
  severity: 'error',
  about: 'Its host has lost it, as with a boot, although it should run.',
  summary: ({ host, unikernel }) => `${unikernel} is missing on ${host}, although it should run.`,
  folds: true,
});

export const unikernelDrifted = defineEvent({
  ...about,
  type: 'unikernel.drifted',
  severity: 'warning',
  about: 'What runs is other than what was asked for, since another client has changed it.',
  facts: unikernelFacts.extend({ fields: z.array(z.string()) }),
  summary: ({ host, unikernel, fields }) =>
    `${unikernel} on ${host} differs from what was requested: ${fields.join(', ')}.`,
  folds: true,
});

export const unikernelReappeared = defineEvent({
  ...about,
  type: 'unikernel.reappeared',
  severity: 'info',
  about: 'It runs again after it was missing, or was destroyed from here (`after`).',
  facts: unikernelFacts.extend({ after: z.enum(['missing', 'destroyed']) }),
  summary: ({ host, unikernel, after }) =>
    `${unikernel} on ${host} runs again after it was ${after}.`,
  folds: true,
});

export const unikernelGaveUp = defineEvent({
  ...about,
  type: 'unikernel.gave_up',
  severity: 'error',
  about: 'Fulmar was to keep it running, and tries no longer.',
  summary: ({ host, unikernel }) => `Fulmar has given up keeping ${unikernel} on ${host} running.`,
});

export const imageAvailable = defineEvent({
  ...about,
  type: 'image.available',
  severity: 'info',
  about: 'The source of its image has a newer one.',
  facts: unikernelFacts.extend({ version: z.string().nullable() }),
  summary: ({ host, unikernel, version }) =>
    `There is a newer image for ${unikernel} on ${host}${version === null ? '' : `: ${version}`}.`,
});
