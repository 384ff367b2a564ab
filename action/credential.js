// What the job asks the server with: a token that it was given, or one that it gets for showing
// who it is (OpenID Connect).

import { jsonContent } from './api.js';
import { send } from './http.js';
import { retry } from './retry.js';
import { input, mask } from './runner.js';

/**
 * The server, asked with the step's credential.
 * @param {import('./api.js').Api} api
 * @param {AbortSignal} signal
 */
export async function signIn(api, signal) {
  const token = input('token');
  if (token) {
    mask(token);
    return api.as(token);
  }
  const account = input('account');
  if (!account) {
    throw new Error('Give "token", or "account" for a job that shows its identity instead.');
  }
  const { secret } = await retry(async () => {
    // Each is good for one exchange, which may be done though its answer is lost.
    const identity = await identityToken(input('audience') || api.address, signal);
    const shown = jsonContent({ token: identity, account });
    return await api.askOnce('POST', '/tokens/exchange', shown);
  }, signal);
  mask(secret);
  return api.as(secret);
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
    throw new Error('The job may not show its identity: give it "permissions: id-token: write".');
  }
  const url = new URL(from);
  url.searchParams.set('audience', audience);
  const headers = { authorization: `Bearer ${by}`, accept: 'application/json' };
  const { status, text } = await send(url, { method: 'GET', headers, signal });
  const value = status === 200 && readValue(text);
  if (!value) throw new Error(`The runner gave no identity token (${status}).`);
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
