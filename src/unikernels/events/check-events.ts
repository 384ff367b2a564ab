import { z } from 'zod';
import { defineEvent } from '../../database/events/define-event.ts';
import { unikernelFacts, unikernelObject } from './unikernel-facts.ts';

const about = {
  facts: unikernelFacts.extend({
    /** Its kind: http, tcp, dns. What it asks may hold what is secret. */
    check: z.string(),
    /** Which of the unikernel's, from 1. */
    number: z.int(),
    /** Another one where another check has taken its place. */
    checkId: z.string(),
  }),
  object: unikernelObject,
};

export const checkFailing = defineEvent({
  ...about,
  type: 'check.failing',
  severity: 'error',
  about: 'A check of a unikernel has failed three times in a row.',
  summary: ({ host, unikernel, check, number }) =>
    `Check ${number} (${check}) of ${unikernel} on ${host} fails.`,
  folds: true,
});

export const checkRecovered = defineEvent({
  ...about,
  type: 'check.recovered',
  severity: 'info',
  about: 'A check that was failing passes again.',
  summary: ({ host, unikernel, check, number }) =>
    `Check ${number} (${check}) of ${unikernel} on ${host} passes again.`,
  folds: true,
});
