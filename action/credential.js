// What the job asks the server with: a token that it was given, or one that it gets for showing
// who it is (OpenID Connect).

import { readRetryAfter } from './answers.js';
import { jsonContent } from './api.js';
import { NoAnswer } from './errors.js';
import { reasonWithoutPermissions } from './event.js';
import { send } from './http.js';
import { retry } from './retry.js';
import { input, mask } from './runner.js';

/** What a step asks the server with, in all that it asks: where it is renewed, it is so everywhere. */
export class Credential {
  #token;
  #another;

  /**
   * @param {string} token
   * @param {((signal: AbortSignal) => Promise<string>) | null} [another] Gets another one; null: there
   *   is none.
   */
  constructor(token, another = null) {
    this.#token = token;
    this.#another = another;
  }

  get token() {
    return this.#token;
  }

  get isRenewable() {
    return this.#another !== null;
  }

  /** Takes another one in its place. @param {AbortSignal} signal */
  async renew(signal) {
    if (this.#another !== null) this.#token = await this.#another(signal);
  }
}

/**
 * The server, asked with the step's credential.
 * @param {import('./api.js').Api} api
 * @param {AbortSignal} signal
 */
export async function signIn(api, signal) {
  const token = input('token');
  if (token) {
    for (const piece of token.split(/\s+/)) mask(piece); // each is hidden, if it is not one
    if (/^[\x21-\x7e]+$/.test(token)) return api.as(new Credential(token));
    const found = /\s/.test(token) ? 'a space or a line break' : 'a character that no token has';
    throw new Error(`The input "token" has ${found} in it: store the secret anew.`);
  }
  const account = input('account');
  if (!account) {
    const reason =
      (await reasonWithoutPermissions()) ||
      ' If "token" comes from a secret, check that the secret is set: one that is not set is empty.';
    const wanted = 'Give "token", or "account" for a job that shows its identity instead.';
    throw new Error(`${wanted}${reason}`);
  }
  const show = (/** @type {AbortSignal} */ bound) =>
    showIdentity(api.within(bound), account, bound);
  return api.as(new Credential(await show(signal), show));
}

/**
 * A token for the job's identity, which ends in minutes.
 * @param {import('./api.js').Api} api
 * @param {string} account
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function showIdentity(api, account, signal) {
  const { secret } = await retry(async () => {
    // Each is good for one exchange, which may be done though its answer is lost.
    const identity = await identityToken(input('audience') || api.address, signal);
    const shown = jsonContent({ token: identity, account });
    return await api.askOnce('POST', '/tokens/exchange', shown);
  }, signal);
  mask(secret);
  return secret;
}

/**
 * The job's identity token, from the runner.
 * @param {string} audience
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function identityToken(audience, signal) {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: from, ACTIONS_ID_TOKEN_REQUEST_TOKEN: by } = process.env;
  if (!from || !by) {
    const reason = await reasonWithoutPermissions();
    const wanted = 'The job may not show its identity: give it "permissions: id-token: write".';
    throw new Error(`${wanted}${reason}`);
  }
  const url = new URL(from);
  url.searchParams.set('audience', audience);
  const headers = { authorization: `Bearer ${by}`, accept: 'application/json' };
  const answer = await send(url, { method: 'GET', headers, signal });
  const { status, text } = answer;
  const value = status === 200 && readValue(text);
  if (!value) {
    const message = `The runner gave no identity token (${status}).`;
    if (status !== 429 && status < 500) throw new Error(message);
    throw new NoAnswer(message, { retryAfter: readRetryAfter(answer.headers) });
  }
  mask(value);
  return value;
}

/** The parser's own words would quote the text. @param {string} text @returns {string | null} */
function readValue(text) {
  try {
    return JSON.parse(text).value;
  } catch {
    return null;
  }
}
