import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestPlain } from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import { parseAddress } from '../base/network-address.ts';
import { type AddressRule, isAllowed } from './address-rule.ts';
import { OutgoingError } from './errors.ts';
import {
  allowedLookup,
  type FindAddresses,
  findAllowed,
  notPublic,
  publicOnly,
  systemAddresses,
} from './public-addresses.ts';

/** What is asked of a server that is not ours. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether it may be at an address that is not public. */
  readonly privateAddresses?: boolean;
  /** Whether it may be at `http://` with a loopback address. */
  readonly plainLoopback?: boolean;
  /** Whether an answer is taken that says its length twice, by octets and in chunks. */
  readonly lenient?: boolean;
  readonly signal?: AbortSignal;
}

/** The way out of a network that has no other: an address, and names that are reached without. */
export interface OutgoingProxy {
  readonly url: string;
  readonly except: string;
}

export interface OpenOptions {
  /** Whether `http://` with a loopback address may be asked, too: for tests. */
  readonly plainLoopback?: boolean;
  readonly findAddresses?: FindAddresses;
  readonly proxy?: OutgoingProxy | null;
  /**
   * Whether a proxy is asked for the address that a name has here, not for the name: what it would find
   * itself may be within its own network. A name that is not known here cannot be asked then.
   */
  readonly pinned?: boolean;
  /** Which addresses may be asked, as it is now; without one only public ones. */
  readonly rule?: (signal: AbortSignal) => Promise<AddressRule>;
}

/** Asks, and gives the answer as soon as it begins; ends with the signal. Throws `OutgoingError`. */
export type Open = (request: OutgoingRequest, signal: AbortSignal) => Promise<IncomingMessage>;

/** Milliseconds to open the way through a proxy. */
const proxyTimeout = 10_000;

/**
 * The one way out for requests to servers that are not hosts: HTTPS only, certificates checked, no
 * redirect followed, and no address but allowed ones unless the request says so. Where a proxy looks
 * names up, those that are known here to have other addresses are refused as well.
 */
export function createOpen(options: OpenOptions = {}): Open {
  const { plainLoopback = false, proxy = null, findAddresses = systemAddresses } = options;
  const ruleOf = options.rule ?? (async () => publicOnly);
  return async (request, signal) => {
    const { url, privateAddresses = false } = request;
    const plain = (plainLoopback || request.plainLoopback === true) && isPlainLoopback(url);
    if (url.protocol !== 'https:' && !plain) {
      throw new OutgoingError(
        'refused',
        `${url.origin} cannot be used: only https:// addresses are allowed`,
      );
    }
    const isDirect = options.pinned === true && isExcepted(hostOf(url), proxy?.except ?? '');
    const agent = !plain && proxy && !isDirect ? throughProxy(proxy) : false;
    if (privateAddresses || plain) return await exchange(request, { signal, agent });
    const rule = await ruleOf(signal);
    const literal = parseAddress(hostOf(url)) !== null;
    if (literal && !isAllowed(hostOf(url), rule)) throw notPublic(url.hostname);
    if (agent && !literal && options.pinned) {
      const [{ address }] = await findAllowed(findAddresses, rule, url.hostname, {});
      return await exchange(named(request), {
        ...{ signal, agent, hostname: address, servername: url.hostname },
      });
    }
    if (agent && !literal) await expectNotPrivate(findAddresses, rule, url.hostname);
    const lookup = allowedLookup(findAddresses, rule);
    return await exchange(request, { signal, agent, lookup });
  };
}

/** The system's words name addresses, which say more than is to be told: its code is enough. */
export function asOutgoing(url: URL, error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
  return new OutgoingError('unreachable', `${url.host} cannot be reached${code}`, { cause: error });
}

function throughProxy({ url, except }: OutgoingProxy): Agent {
  return new Agent({ proxyEnv: { HTTPS_PROXY: url, NO_PROXY: except }, timeout: proxyTimeout });
}

/** A name that is known to nobody here is for the proxy to find. */
async function expectNotPrivate(
  find: FindAddresses,
  rule: AddressRule,
  name: string,
): Promise<void> {
  try {
    await findAllowed(find, rule, name, {});
  } catch (error) {
    if (error instanceof OutgoingError && error.fault === 'refused') throw error;
  }
}

async function exchange(
  { url, method = 'GET', headers, body, lenient = false }: OutgoingRequest,
  options: RequestOptions,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const begin = url.protocol === 'https:' ? requestSecure : requestPlain;
  const details = { ...options, method, ...(headers && { headers }) };
  const sent = begin(url, { ...details, ...(lenient && { insecureHTTPParser: true }) }, resolve);
  sent.on('error', reject);
  sent.end(body);
  // No signal ends the wait for a proxy's answer by itself.
  const left = () => reject(options.signal?.reason);
  options.signal?.addEventListener('abort', left, { once: true });
  try {
    return await promise;
  } finally {
    options.signal?.removeEventListener('abort', left);
  }
}

/** With the name that is asked for, where it is connected to an address. */
function named(request: OutgoingRequest): OutgoingRequest {
  return { ...request, headers: { ...request.headers, host: request.url.host } };
}

/** Whether a host is reached without the proxy: it is named, or in a domain that is (`.example.org`). */
function isExcepted(host: string, except: string): boolean {
  const names = except.toLowerCase().split(/[\s,]+/);
  return names.some((name) => {
    const domain = name.replace(/^\*(?=\.)/, '');
    return name === '*' || name === host || (domain.startsWith('.') && host.endsWith(domain));
  });
}

function isPlainLoopback(url: URL): boolean {
  return url.protocol === 'http:' && parseAddress(hostOf(url))?.range() === 'loopback';
}

/** The host of a URL; an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
