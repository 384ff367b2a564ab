import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { unlessAborted } from '../base/timer.ts';
import { CheckFault } from './check-fault.ts';
import { type Asker, type ConnectDeps, connectTo, endsWith } from './connect.ts';
import type { HttpCheck } from './schema.ts';

/** Octets of an answer that are looked at, and of its headers that are taken. */
const maxBody = 64 * 1024;
const maxHeaders = 16 * 1024;

export interface HttpCheckDeps extends ConnectDeps {
  /** Certificates (PEM) that are trusted in place of the machine's. */
  readonly trusted?: readonly string[];
}

/**
 * Asks once by GET, past any proxy, and follows no redirect. Says what was answered. Throws
 * `CheckFault`.
 */
export async function checkHttp(
  deps: HttpCheckDeps,
  check: HttpCheck,
  asker: Asker,
): Promise<string> {
  const { signal } = asker;
  const url = new URL(check.url);
  const isSecure = url.protocol === 'https:';
  const port = Number(url.port) || (isSecure ? 443 : 80);
  const plain = await connectTo(deps, { host: url.hostname, port }, asker);
  using _plain = endsWith(plain, signal);
  const socket = isSecure ? await secure(plain, url, deps, check, signal) : plain;
  using _socket = endsWith(socket, signal);
  const answer = await ask(url, socket, signal);
  const status = answer.statusCode ?? 0;
  if (!isExpected(check.status, status)) throw new CheckFault(`It answered ${status}.`);
  if (check.text !== undefined) await expectText(answer, check.text, signal);
  return `It answered ${status}.`;
}

async function secure(
  socket: Socket,
  { hostname }: URL,
  { trusted }: HttpCheckDeps,
  { verify }: HttpCheck,
  signal: AbortSignal,
): Promise<Socket> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const secured = connectSecurely({
    socket,
    host,
    servername: isIP(host) ? '' : host,
    rejectUnauthorized: verify,
    ALPNProtocols: ['http/1.1'],
    ...(trusted && { ca: [...trusted] }),
  });
  secured.on('error', () => {}); // also what comes after the wait has ended
  await once(secured, 'secureConnect', { signal });
  return secured;
}

async function ask(url: URL, socket: Socket, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request({
    createConnection: () => socket,
    host: url.hostname,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'user-agent': 'fulmar-check',
      'accept-encoding': 'identity',
      connection: 'close',
    },
    maxHeaderSize: maxHeaders,
  });
  sent.on('response', resolve).on('error', reject).end();
  return await unlessAborted(promise, signal);
}

async function expectText(answer: IncomingMessage, text: string, signal: AbortSignal) {
  let seen = Buffer.alloc(0);
  const reading = answer.iterator({ destroyOnReturn: true });
  for await (const piece of reading) {
    signal.throwIfAborted();
    seen = Buffer.concat([seen, piece]).subarray(0, maxBody);
    if (seen.includes(text)) return;
    if (seen.length === maxBody) break;
  }
  signal.throwIfAborted();
  throw new CheckFault('The text is not in the first 64 KiB of its answer.');
}

function isExpected(expected: HttpCheck['status'], status: number): boolean {
  if (Array.isArray(expected)) return expected.some((each) => isExpected(each, status));
  if (typeof expected === 'number') return status === expected;
  const [first, last] = expected.split('-').map(Number);
  return first !== undefined && last !== undefined && first <= status && status <= last;
}
