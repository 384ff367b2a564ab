// Version 1 of the API, as far as the action needs it.

import { readAnswer } from './answers.js';
import { Refusal } from './errors.js';
import { send } from './http.js';
import { persist, retry } from './retry.js';

/**
 * The content of a request; a function makes the stream of each attempt.
 * @typedef {object} Content
 * @property {Record<string, string | number>} [headers]
 * @property {string | (() => import('node:stream').Readable)} [body]
 * @property {string} [into] The file that gets what is answered.
 */

/** @typedef {import('./credential.js').Credential} Credential */

/** A server, and the credential to ask it with. */
export class Api {
  #base;
  #credential;
  #signal;

  /**
   * @param {string} address
   * @param {Credential | null} credential
   * @param {AbortSignal} signal
   */
  constructor(address, credential, signal) {
    this.#base = readAddress(address);
    this.#credential = credential;
    this.#signal = signal;
  }

  /** The address of something. @param {string} path Below `/api/v1`. */
  url(path) {
    return new URL(`${this.#base}/api/v1${path}`);
  }

  /** The server, without a slash at the end. */
  get address() {
    return this.#base;
  }

  /** The same, until another signal aborts. @param {AbortSignal} signal */
  within(signal) {
    return new Api(this.#base, this.#credential, signal);
  }

  /** The same server, asked with a credential. @param {Credential} credential */
  as(credential) {
    return new Api(this.#base, credential, this.#signal);
  }

  /**
   * What the server answers, as JSON; null where there is nothing. It is asked again where that does
   * nothing twice. Rejects with a `Refusal` and `NoAnswer`.
   * @param {string} method
   * @param {string} path
   * @param {Content} [content]
   * @returns {Promise<any>}
   */
  ask(method, path, { headers = {}, ...content } = {}) {
    const attempt = (/** @type {string} */ key) => {
      const keyed = method === 'GET' ? headers : { ...headers, 'idempotency-key': key };
      return this.askOnce(method, path, { ...content, headers: keyed });
    };
    return retry((key) => this.#signedIn(() => attempt(key)), this.#signal);
  }

  /**
   * As `ask`, in one attempt.
   * @param {string} method
   * @param {string} path
   * @param {Content} content
   * @returns {Promise<any>}
   */
  async askOnce(method, path, { headers = {}, body: content, into }) {
    const body = typeof content === 'function' ? content() : content;
    const all = { ...this.#headers(), ...headers };
    if (typeof body === 'string') all['content-length'] = Buffer.byteLength(body);
    const answer = await send(this.url(path), {
      method,
      headers: all,
      ...(body !== undefined && { body }),
      ...(into !== undefined && { into }),
      signal: this.#signal,
    });
    return into !== undefined && answer.status === 200 ? null : readAnswer(answer);
  }

  /**
   * What comes of a stream of events within so many milliseconds, as it stands.
   * @param {string} path @param {number} listen
   */
  async listen(path, listen) {
    return await this.#signedIn(async () => {
      const headers = { ...this.#headers(), accept: 'text/event-stream' };
      const signal = this.#signal;
      const answer = await send(this.url(path), { method: 'GET', headers, listen, signal });
      if (answer.status === 200) return answer.text;
      readAnswer(answer);
      throw new Error(`The answer (${answer.status}) is none of a stream.`);
    });
  }

  /** As `ask`, as often as it takes until the step's time is over. @param {string} path */
  watch(path) {
    return persist(() => this.ask('GET', path), this.#signal);
  }

  /** Writes what is answered to a file, from its beginning. @param {string} path @param {string} file */
  async download(path, file) {
    await this.ask('GET', path, { into: file });
  }

  /** @param {string} method @param {string} path @param {unknown} value */
  askJson(method, path, value) {
    return this.ask(method, path, jsonContent(value));
  }

  /**
   * What is there; null where nothing is.
   * @param {string} path
   * @param {string} absence The code of the problem that says so.
   */
  async find(path, absence) {
    try {
      return await this.ask('GET', path);
    } catch (error) {
      if (error instanceof Refusal && error.code === absence) return null;
      throw error;
    }
  }

  /**
   * Asks, and asks once more with a new credential where the one that was used has ended.
   * @template T
   * @param {() => Promise<T>} ask
   * @returns {Promise<T>}
   */
  async #signedIn(ask) {
    const credential = this.#credential;
    const used = credential?.token;
    try {
      return await ask();
    } catch (error) {
      const isRefused = error instanceof Refusal && error.status === 401;
      if (!isRefused || !credential?.isRenewable) throw error;
      if (credential.token === used) await credential.renew(this.#signal);
      return await ask();
    }
  }

  /** What every request has. */
  #headers() {
    /** @type {Record<string, string | number>} */
    const all = { 'user-agent': 'fulmar-action' };
    if (this.#credential !== null) all.authorization = `Bearer ${this.#credential.token}`;
    return all;
  }
}

/** A value as a body, with its header. @param {unknown} value */
export function jsonContent(value) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** @param {string} text */
function readAddress(text) {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash) {
    return url.href.replace(/\/+$/, '');
  }
  throw new Error('The input "address" has to be one as https://fulmar.example.org.');
}
