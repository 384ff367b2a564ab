import { type IncomingMessage, type RequestListener, request, Server } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import type { Listener } from '../../src/http/listen.ts';

/** Serves HTTP for a test: in memory, as `serveInMemory`, or on a port, as `listening`. */
export type Serve = (handler: RequestListener) => Promise<Listener>;

const servers = new Map<string, (connection: Duplex) => void>();
// Below those that the system gives, and above 80, which an address leaves out.
let lastPort = 1023;

/**
 * Serves HTTP without a port, so that unit tests can ask: Node's server and client at the two ends
 * of a pair of streams. Only `fetchInMemory` finds it.
 */
export const serveInMemory: Serve = async (handler) => {
  lastPort += 1;
  const url = `http://127.0.0.1:${lastPort}`;
  const peer = {
    remoteAddress: '127.0.0.1',
    localAddress: '127.0.0.1',
    localPort: lastPort,
    bytesRead: 0,
  };
  const server = new Server({ requestTimeout: 0, optimizeEmptyRequests: true }, handler);
  server.on('checkContinue', handler);
  servers.set(url, (connection) => {
    const setTimeout = () => connection;
    server.emit('connection', Object.assign(connection, { ...peer, setTimeout }));
  });
  return { url, renew: null, stop: async () => void servers.delete(url) };
};

/** Whether there is a server in memory at this address. */
export const isInMemory = (url: string | URL): boolean => servers.has(new URL(url).origin);

/** `fetch`, from a server in memory. */
export async function fetchInMemory(url: string | URL, init: RequestInit): Promise<Response> {
  const connect = servers.get(new URL(url).origin);
  if (!connect) throw new TypeError(`nobody serves ${url}`);
  const { method, headers, body } = await partsOf(new Request(url, init));
  const [near, far] = duplexPair();
  connect(far);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const signal = init.signal ? { signal: init.signal } : {};
  const asking = request(url, { method, headers, createConnection: () => near, ...signal });
  asking.on('response', resolve).on('error', reject).end(body);
  const answer = await promise;
  answer.once('close', () => near.destroy());
  return responseOf(answer);
}

/** What goes out, as `fetch` would send it. */
async function partsOf(asked: Request) {
  const body = Buffer.from(await asked.arrayBuffer());
  const headers = { accept: '*/*', 'user-agent': 'node', 'sec-fetch-mode': 'cors' };
  const sent = { ...headers, connection: 'keep-alive', ...Object.fromEntries(asked.headers) };
  return { method: asked.method, headers: sent, body: body.length > 0 ? body : undefined };
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = answer;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  }
  if (status !== 204 && status !== 304) {
    return new Response(ReadableStream.from(answer), { status, headers });
  }
  answer.resume();
  return new Response(null, { status, headers });
}
