// Asking again, where that does nothing twice.

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { NoAnswer, Refusal } from './errors.js';
import { say } from './runner.js';

/** Seconds between attempts that had no answer, as while a server is started anew. */
const pauses = [1, 2, 4];
/** Seconds that are waited at most where the server says when to ask again. */
const longestPause = 60;

/**
 * Asks, and asks again where there was no answer, or where the server says when to. Each attempt is
 * given a key, the same as long as there was no answer: what is asked with it is done once.
 * @template T
 * @param {(key: string) => Promise<T>} attempt
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export async function retry(attempt, signal) {
  let key = randomUUID();
  for (const usual of pauses) {
    try {
      return await attempt(key);
    } catch (error) {
      const seconds = pauseAfter(error, usual);
      if (seconds === null) throw error;
      if (isOver(error)) key = randomUUID();
      say(`${error instanceof Error && error.message} Asking again in ${seconds} s.`);
      await setTimeout(seconds * 1000, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
  return await attempt(key);
}

/** Seconds; null where it is of no use to ask again. @param {unknown} error @param {number} usual */
function pauseAfter(error, usual) {
  if (!(error instanceof NoAnswer || error instanceof Refusal)) return null;
  const asked = error.retryAfter ?? (error instanceof NoAnswer ? usual : null);
  return asked !== null && asked <= longestPause ? Math.max(asked, usual) : null;
}

/** Whether the request was answered, which would be repeated under the same key. @param {unknown} error */
function isOver(error) {
  return error instanceof Refusal && error.code !== 'request-running';
}
