import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestPlain } from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import { parseAddress } from '../base/network-address.ts';
import { unlessAborted } from '../base/timer.ts';
import { type AddressRule, isAllowed } from './address-rule.ts';
import { OutgoingError, RuleUnknownError } from './errors.ts';
import { NamesKnown, type Pinned } from './names-known.ts';
import {
  allowedLookup,
  type FindAddresses,
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
  /** The account that names the server: in whose share its name is looked up; left out: nobody's. */
  readonly account?: string | undefined;
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
   * itself may be within its own network. A name that was never known here cannot be asked then (`always`),
   * or is for the proxy to find (`where-known`). Left out: names are for the proxy.
   */
  readonly pinned?: Pinned;
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
  const names = new NamesKnown();
  return async (request, signal) => {
    const { url, privateAddresses = false } = request;
    const plain = (plainLoopback || request.plainLoopback === true) && isPlainLoopback(url);
    if (url.protocol !== 'https:' && !plain) {
      throw new OutgoingError(
        'refused',
        `${url.origin} cannot be used: only https:// addresses are allowed`,
      );
    }
    const isDirect = options.pinned !== undefined && isExcepted(url, proxy?.except ?? '');
    const agent = !plain && proxy && !isDirect ? throughProxy(proxy) : false;
    if (privateAddresses || plain) return await exchange(request, { signal, agent });
    const rule = await knownRule(ruleOf, signal);
    const find: FindAddresses = (name, details) =>
      unlessAborted(findAddresses(name, details, { signal, account: request.account }), signal);
    const literal = parseAddress(hostOf(url)) !== null;
    if (literal && !isAllowed(hostOf(url), rule)) throw notPublic(url.hostname);
    const { pinned } = options;
    const asked = { name: url.hostname, rule, find, pinned };
    const found = agent && !literal ? await names.find(asked) : null;
    signal.throwIfAborted();
    if (found !== null && pinned) {
      return await exchange(named(request), {
        ...{ signal, agent, hostname: found, servername: url.hostname },
      });
    }
    const lookup = allowedLookup(find, rule);
    return await exchange(request, { signal, agent, lookup });
  };
}

/**
 * What went wrong on the way, as a fault of the other server; what is ours as it was. The system's words
 * name addresses, which say more than is to be told: its code is enough.
 */
export function asOutgoing(url: URL, error: unknown): unknown {
  if (error instanceof OutgoingError) return error;
  if (error instanceof RuleUnknownError) return error.cause;
  const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
  return new OutgoingError('unreachable', `${url.host} cannot be reached${code}`, { cause: error });
}

function throughProxy({ url, except }: OutgoingProxy): Agent {
  return new Agent({ proxyEnv: { HTTPS_PROXY: url, NO_PROXY: except }, timeout: proxyTimeout });
}

/** Which addresses may be asked now. Throws the signal's reason, and `RuleUnknownError`. */
async function knownRule(
  ruleOf: NonNullable<OpenOptions['rule']>,
  signal: AbortSignal,
): Promise<AddressRule> {
  try {
    return await ruleOf(signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw new RuleUnknownError('it is not known at the moment which addresses may be used', {
      cause,
    });
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

/**
 * Whether a host is reached without the proxy: it is named, alone or with the port, or in a domain that is
 * (`.example.org`).
 */
function isExcepted(url: URL, except: string): boolean {
  const host = hostOf(url);
  const names = except.toLowerCase().split(/[\s,]+/);
  return names.some((name) => {
    const domain = name.replace(/^\*(?=\.)/, '');
    const isNamed = name === host || name === `${host}:${url.port || 443}`;
    return name === '*' || isNamed || (domain.startsWith('.') && host.endsWith(domain));
  });
}

function isPlainLoopback(url: URL): boolean {
  return url.protocol === 'http:' && parseAddress(hostOf(url))?.range() === 'loopback';
}

/** The host of a URL; an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
