// HTTP as the action needs it: bodies streamed from files, refusals before the body, no redirect,
// no limit of time but the step's own (a host may take long over a large volume).

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { NoAnswer } from './errors.js';
import { agentFor } from './proxy.js';

/** Milliseconds to wait for `100 Continue`: not everything between here and there knows it. */
const continueWithin = 2_000;
const longestAnswer = 1024 * 1024;
/** Milliseconds of silence after which the network is shown that the connection is still used: some forget it after 4 minutes. */
const keepAliveAfter = 30_000;

/**
 * @typedef {object} Message
 * @property {string} method
 * @property {Record<string, string | number>} headers
 * @property {string | import('node:stream').Readable} [body]
 * @property {number} [listen] Milliseconds after which what came of the answer until then is all of it.
 * @property {string} [into] The file that gets the content of a good answer, in the place of `text`.
 * @property {AbortSignal} signal
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} text
 */

/**
 * Sends a message and reads the answer. Rejects where there is none, with a sentence that
 * says so: with `NoAnswer` before the step's time is over.
 * @param {URL} url
 * @param {Message} message
 * @returns {Promise<Answer>}
 */
export async function send(url, message) {
  const agent = agentFor(url);
  try {
    return await exchange(url, message, agent);
  } catch (error) {
    if (message.signal.aborted) {
      throw new Error(`${url.origin} did not answer in time.`, { cause: error });
    }
    const reason = error instanceof Error ? error.message : error;
    throw new NoAnswer(`${url.origin} gave no answer: ${reason}.`, { cause: error });
  }
}

/**
 * @param {URL} url
 * @param {Message} message
 * @param {import('node:http').Agent} agent
 * @returns {Promise<Answer>}
 */
async function exchange(url, { method, headers, body, into, listen, signal }, agent) {
  const streams = body !== undefined && typeof body !== 'string';
  const begin = url.protocol === 'https:' ? requestSecure : requestPlain;
  const expect = streams ? { expect: '100-continue' } : {};
  const request = begin(url, { method, headers: { ...headers, ...expect }, signal, agent });
  const answered = once(request, 'response', { signal }); // no signal ends the wait for a proxy
  request.setSocketKeepAlive(true, keepAliveAfter);
  request.on('error', () => {}); // whoever waits for the answer is told
  try {
    if (!streams) request.end(body);
    else if (await mayContinue(request, answered)) pipeline(body, request).catch(() => {});
    const [answer] = await answered;
    const facts = { status: answer.statusCode, headers: answer.headers };
    if (into === undefined || facts.status !== 200) {
      return { ...facts, text: await readText(answer, listen) };
    }
    await pipeline(answer, createWriteStream(into), { signal });
    return { ...facts, text: '' };
  } finally {
    request.destroy();
    if (streams) body.destroy();
  }
}

/**
 * Whether the body is wanted: not where the answer comes before it.
 * @param {import('node:http').ClientRequest} request
 * @param {Promise<unknown>} answered
 */
async function mayContinue(request, answered) {
  const waiting = new AbortController();
  const { signal } = waiting;
  request.flushHeaders();
  try {
    return await Promise.race([
      once(request, 'continue', { signal }).then(() => true),
      answered.then(() => false),
      setTimeout(continueWithin, true, { signal }),
    ]);
  } finally {
    waiting.abort();
  }
}

/** @param {import('node:stream').Readable} answer @param {number} [listen] */
async function readText(answer, listen) {
  const pieces = [];
  let size = 0;
  let isOver = false;
  const end = () => {
    isOver = true;
    answer.destroy();
  };
  const ending = listen === undefined ? undefined : globalThis.setTimeout(end, listen);
  try {
    for await (const piece of answer) {
      size += piece.length;
      if (size > longestAnswer) throw new Error('the answer is longer than any that is expected');
      pieces.push(piece);
    }
  } catch (error) {
    if (!isOver) throw error;
  } finally {
    clearTimeout(ending);
  }
  return Buffer.concat(pieces).toString();
}
