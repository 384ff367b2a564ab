// Brings back what was before a volume was to be filled. Whatever fails of it, the unikernel is started
// again where it is to run.

import { setTimeout } from 'node:timers/promises';
import { NoAnswer, Refusal } from './errors.js';
import { restoreOld } from './old-content.js';
import { say, warn } from './runner.js';

/** @typedef {import('./operations.js').Api} Api */

/** Milliseconds for the old content, and then for the start, whatever the step's own time is. */
const restoreWithin = 30 * 60_000;
const startWithin = 30 * 60_000;
/** Milliseconds between two attempts to start it. */
const pause = 5_000;

/**
 * Brings back what was before; gives the error with what came of that.
 * @param {Api} api
 * @param {object} before
 * @param {string} before.path Of the volume.
 * @param {string} before.unikernel Its path.
 * @param {import('./old-content.js').Kept | null} before.old null: it is not to be had any more.
 * @param {boolean} before.isSent Whether anything was sent to the volume.
 * @param {boolean} before.runs
 * @param {unknown} error
 */
export async function undo(api, { path, unikernel, old, isSent, runs }, error) {
  const reason = error instanceof Error ? error : new Error(`${error}`);
  say(`${reason.message} Bringing back what was before.`);
  const content = isSent ? await bringBack(api, { path, unikernel, old }) : unchanged;
  const state = runs ? await startAgain(api, unikernel) : '';
  reason.message += [content, state].map((sentence) => sentence && ` ${sentence}`).join('');
  return reason;
}

const unchanged = 'The volume was not changed.';

/**
 * Brings the old content back; gives a sentence about the volume.
 * @param {Api} api
 * @param {{ path: string, unikernel: string, old: import('./old-content.js').Kept | null }} before
 */
async function bringBack(api, { path, unikernel, old }) {
  if (old === null) return 'The old content was not kept.';
  const later = api.within(AbortSignal.timeout(restoreWithin));
  try {
    await later.ask('POST', `${unikernel}/stop`);
    await restoreOld(later, path, old);
    return 'The volume has its old content.';
  } catch (cause) {
    warn(`The old content could not be brought back: ${reasonOf(cause)}`);
    return '';
  }
}

/** Starts it as it was; gives a sentence about it. @param {Api} api @param {string} unikernel */
async function startAgain(api, unikernel) {
  try {
    await insist(api, unikernel);
    return 'It was started again.';
  } catch (cause) {
    warn(`The unikernel could not be started again: ${reasonOf(cause)}`);
    return '';
  }
}

/** Asks for its start until that is done, or refused for good. @param {Api} api @param {string} unikernel */
async function insist(api, unikernel) {
  const signal = AbortSignal.timeout(startWithin);
  const later = api.within(signal);
  for (;;) {
    try {
      return await later.ask('POST', `${unikernel}/start`);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unikernel-exists') return; // it runs
      if (!isPassing(error)) throw error;
      await setTimeout(pause, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

/** Whether another attempt may do. @param {unknown} error */
function isPassing(error) {
  if (error instanceof Refusal) return error.status >= 500 || busy.has(error.code);
  return error instanceof NoAnswer;
}

/** What ends by itself: a server sends the old content again until the host has taken it. */
const busy = new Set(['unikernel-busy', 'volume-busy']);

/** @param {unknown} cause */
const reasonOf = (cause) => (cause instanceof Error ? cause.message : `${cause}`);
