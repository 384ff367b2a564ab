// Brings back what was before a volume was to be filled. Whatever fails of it, the unikernel is started
// again where it is to run.

import { rm } from 'node:fs/promises';
import { remember } from './before.js';
import { Refusal } from './errors.js';
import { insist } from './insist.js';
import { restoreOld } from './old-content.js';
import { say, warn } from './runner.js';

/**
 * @typedef {import('./operations.js').Api} Api
 * @typedef {import('./before.js').Before} Before
 */

/** Milliseconds for the old content, and then for the start, whatever the step's own time is. */
const restoreWithin = 30 * 60_000;
const startWithin = 30 * 60_000;

/** Brings back what was before; gives sentences about what came of that. @param {Api} api @param {Before} before */
export async function undo(api, before) {
  say('Restoring the previous content and state.');
  const content = await bringBack(api, before);
  const state = before.runs ? await startAgain(api, before.unikernel) : '';
  return [content, state].filter(Boolean).join(' ');
}

/** Brings the old content back; gives a sentence about the volume. @param {Api} api @param {Before} before */
async function bringBack(api, before) {
  const { path, unikernel, old, isSent } = before;
  if (!isSent) {
    if (old !== null) await rm(old, { force: true });
    return 'The volume was not changed.';
  }
  if (old === null) return 'The old content was not kept.';
  const signal = AbortSignal.timeout(restoreWithin);
  const later = api.within(signal);
  try {
    await insist(async () => {
      await stop(later, unikernel);
      await restoreOld(later, path, old);
    }, signal);
  } catch (cause) {
    warn(`The old content could not be restored: ${reasonOf(cause)}`);
    return `The old content is in the file ${old} (zlib) until the job ends.`;
  }
  await remember({ ...before, old: null, isSent: false });
  await rm(old, { force: true });
  return 'The volume has its old content.';
}

/** Nothing is to use the volume: what is not there does not. @param {Api} api @param {string} unikernel */
async function stop(api, unikernel) {
  try {
    await api.ask('POST', `${unikernel}/stop`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'unikernel-unknown') throw error;
  }
}

/** Starts it as it was; gives a sentence about it. @param {Api} api @param {string} unikernel */
async function startAgain(api, unikernel) {
  const signal = AbortSignal.timeout(startWithin);
  const later = api.within(signal);
  try {
    await insist(() => start(later, unikernel), signal);
    return 'It was started again.';
  } catch (cause) {
    warn(`The unikernel could not be started again: ${reasonOf(cause)}`);
    return '';
  }
}

/** @param {Api} api @param {string} unikernel */
async function start(api, unikernel) {
  try {
    await api.ask('POST', `${unikernel}/start`);
  } catch (error) {
    const isRunning = error instanceof Refusal && error.code === 'unikernel-exists';
    if (!isRunning) throw error;
  }
}

/** @param {unknown} cause */
const reasonOf = (cause) => (cause instanceof Error ? cause.message : `${cause}`);
