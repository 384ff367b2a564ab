// Asking again, where that does nothing twice.

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { NoAnswer, Refusal, temporary } from './errors.js';
import { say } from './runner.js';

/** Seconds between attempts that had no answer, as while a server is started anew. */
const pauses = [1, 2, 4];
const lastPause = 4;
/** Seconds that are waited at most where the server says when to ask again: each time, and in all. */
const longestPause = 60;
const longestOutage = 120;
/** Seconds between two questions after something that the server is doing, at most: each may carry the whole body. */
const longestLook = 20;

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
  let [tries, looks, waited] = [0, 0, 0];
  for (;;) {
    try {
      return await attempt(key);
    } catch (error) {
      if (isUnderWay(error)) {
        await pause(error, Math.min(2 ** looks, longestLook), signal);
        [tries, looks] = [0, looks + 1];
        continue;
      }
      const seconds = pauseAfter(error, tries, waited);
      if (seconds === null) throw error;
      if (error instanceof Refusal) key = randomUUID();
      await pause(error, seconds, signal);
      [tries, waited] = [tries + 1, waited + seconds];
    }
  }
}

/**
 * Asks for what goes on by itself, however long the server can not say how it does: whoever asks has
 * a limit of time of their own, which is the signal.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export async function persist(ask, signal) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!passes(error)) throw error;
      const asked = error.retryAfter ?? lastPause;
      await pause(error, Math.min(Math.max(asked, lastPause), longestPause), signal);
    }
  }
}

/** @param {unknown} error @param {number} seconds @param {AbortSignal} signal */
async function pause(error, seconds, signal) {
  say(`${error instanceof Error && error.message} Asking again in ${seconds} s.`);
  await setTimeout(seconds * 1000, undefined, { signal }).catch(() => {
    throw error;
  });
}

/**
 * Seconds; null where it is of no use to ask again, or was not so far.
 * @param {unknown} error @param {number} tries @param {number} waited Seconds.
 */
function pauseAfter(error, tries, waited) {
  if (!(error instanceof NoAnswer || error instanceof Refusal)) return null;
  const isPatient = error instanceof Refusal && waited < longestOutage;
  const usual = pauses[tries] ?? (isPatient ? lastPause : null);
  if (usual === null) return null;
  const asked = error.retryAfter ?? (error instanceof NoAnswer ? usual : null);
  return asked !== null && asked <= longestPause ? Math.max(asked, usual) : null;
}

/** Whether another answer may come some time. @param {unknown} error @returns {error is NoAnswer | Refusal} */
function passes(error) {
  if (error instanceof NoAnswer) return true;
  return error instanceof Refusal && (error.retryAfter !== null || temporary.has(error.status));
}

/**
 * Whether an earlier attempt with the same key is still being carried out: the step's own time is the limit
 * of that.
 * @param {unknown} error
 */
function isUnderWay(error) {
  return error instanceof Refusal && error.code === 'request-running';
}
