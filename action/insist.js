// Asking for what has to be done, as long as it may be done yet.

import { setTimeout } from 'node:timers/promises';
import { NoAnswer, Refusal } from './errors.js';
import { say } from './runner.js';

/** Seconds between two attempts, at first and at most. */
const shortest = 5;
const longest = 20;

/**
 * Asks until that is done, or refused for good, or the signal aborts.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export async function insist(ask, signal) {
  for (let seconds = shortest; ; seconds = Math.min(2 * seconds, longest)) {
    try {
      return await ask();
    } catch (error) {
      if (!mayPass(error)) throw error;
      say(`${error instanceof Error && error.message} Trying again in ${seconds} s.`);
      await setTimeout(seconds * 1000, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

/** Whether another attempt may do. @param {unknown} error */
function mayPass(error) {
  if (!(error instanceof Refusal)) return error instanceof NoAnswer;
  const { status, retryAfter, isKept, code } = error;
  return status >= 500 || retryAfter !== null || isKept || busy.has(code);
}

/** What ends by itself, or as soon as the unikernel is stopped once more. */
const busy = new Set(['unikernel-busy', 'volume-busy', 'volume-in-use']);
