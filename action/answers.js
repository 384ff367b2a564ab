// What an answer says: a value of the server's, a refusal of its, or what something before it said.

import { isPassing, NoAnswer, Refusal } from './errors.js';

/**
 * The value of an answer; null where there is none. Throws a `Refusal`, and `NoAnswer` where
 * something else may answer otherwise another time, or the answer did not arrive whole.
 * @param {import('./http.js').Answer} answer
 */
export function readAnswer({ status, headers, text }) {
  const value = parseJson(text);
  if (status >= 200 && status < 300) {
    if (status === 204 || (value !== undefined && value !== null)) return value ?? null;
    if (value === null || isJson(headers)) throw new NoAnswer('The answer was cut off on its way.');
  }
  const retryAfter = readRetryAfter(headers);
  if (value?.code && value.detail) throw new Refusal(status, value, retryAfter);
  if (status >= 300 && status < 400) {
    throw new Error(`The server sends us on to ${headers.location}: is the address right?`);
  }
  if (isPassing(status)) {
    const message = `A proxy in front of the server answered (${status}), not the server itself.`;
    throw new NoAnswer(message, { retryAfter });
  }
  if (status === 413) {
    throw new Error(
      'A proxy in front of the server, not the server itself, refuses a body of this size (413): raise ' +
        'the limit of the proxy (nginx: client_max_body_size).',
    );
  }
  if (status === 407) throw new Error('The proxy requires a name and a password (407).');
  throw new Error(`The answer (${status}) is none of Fulmar's: is the address right?`);
}

/**
 * Seconds until one is to ask again (RFC 9110 section 10.2.3), which may be said as a date: by the
 * clock of whoever says so, where that is known. Null where nothing is said.
 * @param {import('node:http').IncomingHttpHeaders} headers
 */
export function readRetryAfter({ 'retry-after': text = '', date = '' }) {
  if (/^\d+$/.test(text)) return Number(text);
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  const now = Date.parse(date) || Date.now();
  return Math.max(0, Math.ceil((at - now) / 1000));
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
const isJson = ({ 'content-type': type = '' }) => /^application\/([\w.+-]+\+)?json\b/i.test(type);

/** @param {string} text */
function parseJson(text) {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
