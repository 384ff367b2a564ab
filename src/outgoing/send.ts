import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request as requestPlain } from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import { parseAddress } from '../base/network-address.ts';
import { OutgoingError } from './errors.ts';
import {
  type FindAddresses,
  findPublic,
  isPublic,
  notPublic,
  publicLookup,
  systemAddresses,
} from './public-addresses.ts';

const maxOctets = 1024 * 1024;
const standardTimeout = 10_000;

/** What is asked of a server that is not ours. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether it may be at an address that is not public. */
  readonly privateAddresses?: boolean;
  readonly signal?: AbortSignal;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks, and reads the answer whole. Throws `OutgoingError`; any status is an answer. */
export type Send = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

export interface SendOptions {
  /** Whether `http://` with a loopback address may be asked, too: for tests. */
  readonly plainLoopback?: boolean;
  /** Milliseconds for an answer as a whole. */
  readonly timeout?: number;
  readonly findAddresses?: FindAddresses;
  /** The way out of a network that has no other: an address, and names that are reached without. */
  readonly proxy?: { readonly url: string; readonly except: string } | null;
}

/**
 * The one way out for requests to servers that are not hosts: HTTPS only, certificates checked, no
 * redirect followed, an answer of at most 1 MiB within a time, and no address but public ones
 * unless the request says so. Where a proxy looks names up, those that are known here to have other
 * addresses are refused as well.
 */
export function createSend(options: SendOptions = {}): Send {
  const { plainLoopback = false, timeout = standardTimeout } = options;
  const { findAddresses = systemAddresses, proxy = null } = options;
  const lookup = publicLookup(findAddresses);
  return async (request) => {
    const { url, privateAddresses = false } = request;
    const plain = plainLoopback && isPlainLoopback(url);
    if (url.protocol !== 'https:' && !plain) {
      throw new OutgoingError('refused', `${url.origin} is not asked: only https:// is`);
    }
    const literal = parseAddress(hostOf(url)) !== null;
    const free = privateAddresses || plain;
    if (literal && !free && !isPublic(hostOf(url))) throw notPublic(url.hostname);
    const limit = AbortSignal.timeout(timeout);
    const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
    const agent = !plain && proxy ? throughProxy(proxy, timeout) : false;
    try {
      if (agent && !free && !literal) await expectNotPrivate(findAddresses, url.hostname);
      return await exchange(request, { signal, agent, ...(free ? {} : { lookup }) });
    } catch (error) {
      request.signal?.throwIfAborted();
      if (limit.aborted) {
        const message = `${url.host} did not answer within ${timeout / 1000} s`;
        throw new OutgoingError('timeout', message, { cause: error });
      }
      throw asOutgoing(url, error);
    }
  };
}

/** `within`: milliseconds that it may take to open the way. */
function throughProxy({ url, except }: { url: string; except: string }, within: number): Agent {
  return new Agent({ proxyEnv: { HTTPS_PROXY: url, NO_PROXY: except }, timeout: within });
}

/** A name that is known to nobody here is for the proxy to find. */
async function expectNotPrivate(find: FindAddresses, name: string): Promise<void> {
  try {
    await findPublic(find, name, {});
  } catch (error) {
    if (error instanceof OutgoingError && error.fault === 'refused') throw error;
  }
}

async function exchange(request: OutgoingRequest, options: RequestOptions) {
  const { url, method = 'GET', headers, body } = request;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const begin = url.protocol === 'https:' ? requestSecure : requestPlain;
  const sent = begin(url, { ...options, method, ...(headers && { headers }) }, resolve);
  sent.on('error', reject);
  sent.end(body);
  // No signal ends the wait for a proxy's answer by itself.
  const left = () => reject(options.signal?.reason);
  options.signal?.addEventListener('abort', left, { once: true });
  const answer = await promise;
  const octets = await readWhole(url, answer);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: octets };
}

async function readWhole(url: URL, answer: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer) {
    const octets: Buffer = piece;
    size += octets.length;
    if (size > maxOctets) {
      throw new OutgoingError('too-large', `${url.host} answered with more than 1 MiB`);
    }
    pieces.push(octets);
  }
  return Buffer.concat(pieces);
}

/** The system's words name addresses, which say more than is to be told: its code is enough. */
function asOutgoing(url: URL, error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
  return new OutgoingError('unreachable', `${url.host} cannot be reached${code}`, { cause: error });
}

function isPlainLoopback(url: URL): boolean {
  return url.protocol === 'http:' && parseAddress(hostOf(url))?.range() === 'loopback';
}

/** The host of a URL; an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
