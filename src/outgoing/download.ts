import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type MonotonicClock, monotonicClock } from '../base/clock.ts';
import { defaultMinRate, type MinRate, Pace } from '../base/pace.ts';
import { systemTimer, type Timer } from '../base/timer.ts';
import { accountsAddresses } from './bounded-lookups.ts';
import { OutgoingError } from './errors.ts';
import { asOutgoing, createOpen, type Open, type OpenOptions } from './open.ts';

/** What is to be had from a server that is not ours; only ever asked for by GET. */
export interface DownloadRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Authorization` for the origin of `url`; no other one gets it, wherever that leads. */
  readonly authorization?: string | null;
  /** An origin that the administrator names, which may be at any address, and on this machine without TLS. */
  readonly trustedOrigin?: string;
  /** Whether an answer is taken that says its length twice, by octets and in chunks. */
  readonly lenient?: boolean;
  readonly signal: AbortSignal;
  /** The account that names the server, or is led to others by it; left out: nobody. */
  readonly account?: string | undefined;
}

/** An answer of any status but a redirect's, as it comes. Whoever got it disposes of it. */
export interface DownloadAnswer extends Disposable {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Where it was in the end. */
  readonly url: URL;
  /** The body, once. Throws `OutgoingError` where it breaks off or is too slow. */
  readonly content: AsyncIterable<Buffer>;
}

/** Asks, and follows redirects. Throws `OutgoingError`; ends with the signal. */
export type Download = (request: DownloadRequest) => Promise<DownloadAnswer>;

export interface DownloadOptions extends OpenOptions {
  /** Milliseconds until an answer begins. */
  readonly timeout?: number;
  readonly minRate?: MinRate;
  readonly timer?: Timer;
  readonly clock?: MonotonicClock;
}

const maxRedirects = 5;
const standardTimeout = 30_000;
const redirects = new Set([301, 302, 303, 307, 308]);

/** Downloads as `createOpen` asks: at each redirect everything is looked at anew. */
export function createDownload(options: DownloadOptions = {}): Download {
  const open = createOpen({
    findAddresses: accountsAddresses,
    ...options,
    pinned: 'where-known',
  });
  const { timeout = standardTimeout, timer = systemTimer } = options;
  const { minRate = defaultMinRate, clock = monotonicClock } = options;
  const ask: Open = (request, signal) => beginWithin(open, { request, signal, timeout, timer });
  return async (request) => {
    const { headers, authorization, trustedOrigin, lenient, signal, account } = request;
    let credential = authorization ?? null;
    let { url } = request;
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      const isTrusted = url.origin === trustedOrigin;
      const trust = { privateAddresses: isTrusted, plainLoopback: isTrusted };
      const sent = { ...headers, ...(credential !== null && { authorization: credential }) };
      const asked = { url, headers: sent, account, ...trust, ...(lenient && { lenient }) };
      const answer = await ask(asked, signal);
      if (!isRedirect(answer)) {
        breakOffSlow(url, answer, { pace: new Pace(minRate), timer, clock });
        return asAnswer(url, answer, signal);
      }
      answer.destroy();
      const next = redirectOf(url, answer);
      if (next.origin !== url.origin) credential = null;
      url = next;
    }
    const { host } = request.url;
    throw new OutgoingError('refused', `${host} redirects more than ${maxRedirects} times`);
  };
}

interface Beginning {
  readonly request: Parameters<Open>[0];
  readonly signal: AbortSignal;
  readonly timeout: number;
  readonly timer: Timer;
}

/** The time is only for the beginning: what follows is watched for its pace. */
async function beginWithin(
  open: Open,
  { request, signal, timeout, timer }: Beginning,
): Promise<IncomingMessage> {
  const late = new AbortController();
  const { url } = request;
  using _limit = timer(timeout, () => late.abort());
  try {
    return await open(request, AbortSignal.any([signal, late.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (!late.signal.aborted) throw asOutgoing(url, error);
    const message = `${url.host} did not answer within ${timeout / 1000} s`;
    throw new OutgoingError('timeout', message, { cause: error });
  }
}

/** Whether an answer leads elsewhere; else it is the one that was asked for. */
function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return redirects.has(statusCode) && headers.location !== undefined;
}

/** Where a redirect leads. Its address may be a secret. Throws `OutgoingError`. */
function redirectOf(from: URL, { headers }: IncomingMessage): URL {
  const to = URL.parse(headers.location ?? '', from.href);
  if (to?.username === '' && to.password === '') return to;
  throw new OutgoingError('refused', `${from.host} redirects to an invalid address`);
}

function asAnswer(url: URL, answer: IncomingMessage, signal: AbortSignal): DownloadAnswer {
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    url,
    content: read(url, answer, signal),
    [Symbol.dispose]: () => answer.destroy(),
  };
}

async function* read(
  url: URL,
  answer: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of answer) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw asOutgoing(url, error);
  }
}

interface Watch {
  readonly pace: Pace;
  readonly timer: Timer;
  readonly clock: MonotonicClock;
}

/** While something waits to be read here it is us who hold the answer up. */
function breakOffSlow(url: URL, answer: IncomingMessage, { pace, timer, clock }: Watch): void {
  const { socket } = answer;
  // Nobody may read it yet, or any more, when it fails.
  answer.on('error', () => {});
  let before = { came: socket.bytesRead, at: clock(), waits: true };
  const look = () => {
    const now = { came: socket.bytesRead, at: clock(), waits: answer.readableLength === 0 };
    const waited = before.waits && now.waits;
    const isSlow = waited && pace.isTooSlow(now.came - before.came, now.at - before.at);
    before = now;
    if (isSlow) answer.destroy(new OutgoingError('timeout', `${url.host} sends too slowly`));
    else next = timer(pace.interval, look);
  };
  let next = timer(pace.interval, look);
  answer.once('close', () => next[Symbol.dispose]());
}
