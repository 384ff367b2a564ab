import { z } from 'zod';
import { defineEvent } from '../../database/events/define-event.ts';
import { unikernelFacts, unikernelObject } from './unikernel-facts.ts';

const about = {
  facts: unikernelFacts.extend({
    /** The kind of the check, and what it asks, as people read it. */
    check: z.string(),
  }),
  object: unikernelObject,
};

export const checkFailing = defineEvent({
  ...about,
  type: 'check.failing',
  severity: 'error',
  about: 'A check of a unikernel has failed three times in a row.',
  summary: ({ host, unikernel, check }) => `A check of ${unikernel} on ${host} fails: ${check}.`,
  folds: true,
});

export const checkRecovered = defineEvent({
  ...about,
  type: 'check.recovered',
  severity: 'info',
  about: 'A check that was failing passes again.',
  summary: ({ host, unikernel, check }) =>
    `A check of ${unikernel} on ${host} passes again: ${check}.`,
  folds: true,
});
