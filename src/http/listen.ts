import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { isIPv6 } from 'node:net';
import { answerClientErrors } from './client-errors.ts';
import { ConnectionLimit, type ConnectionLimitOptions } from './connection-limit.ts';
import { oneByOne } from './one-by-one.ts';
import { OpenConnections } from './open-connections.ts';

/** Milliseconds between two looks for connections that have become idle. */
const sweep = 50;

/** Milliseconds for a TLS handshake. */
const handshakeTimeout = 10_000;

/** A certificate with its chain, and its private key (PEM). */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** A server that listens. */
export interface Listener {
  /** Where it can be reached, as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes another pair for the connections to come; null where it speaks HTTP. */
  readonly renew: ((pair: KeyPair) => void) | null;
  /**
   * Takes no more connections and ends those that do nothing; the others may finish, for at most
   * `within` milliseconds.
   */
  stop(within: number): Promise<void>;
}

export interface ListenOptions {
  readonly bind: string;
  /** 0: a free one. */
  readonly port: number;
  /** How many connections each may have; without it there is no limit. */
  readonly connections?: ConnectionLimitOptions;
  /** To speak HTTPS; null or left out: HTTP. */
  readonly keyPair?: KeyPair | null;
}

/** Listens for HTTP, or for HTTPS where there is a certificate. Throws where the address is taken or not of this machine. */
export async function listen(answer: RequestListener, options: ListenOptions): Promise<Listener> {
  const { server, scheme, renew } = create(options.keyPair ?? null);
  const limit = options.connections && new ConnectionLimit(server, options.connections);
  const answerInTurn = oneByOne(answer);
  const handler: RequestListener = (request, response) => {
    if (!limit?.hasRefused(request.socket)) answerInTurn(request, response);
  };
  server.on('request', handler);
  // The handler asks for the body by itself, when it is sure to take it.
  server.on('checkContinue', handler);
  server.on('checkExpectation', handler);
  answerClientErrors(server);
  const connections = new OpenConnections(server);
  server.listen(options.port, options.bind);
  await once(server, 'listening');
  const url = `${scheme}://${placeOf(server, options.bind)}`;
  return { url, renew, stop: (within) => stop(server, connections, within) };
}

/** A server that does not listen yet. */
interface Created extends Pick<Listener, 'renew'> {
  readonly server: Server;
  readonly scheme: 'http' | 'https';
}

function create(keyPair: KeyPair | null): Created {
  // An upload may take hours; that it moves is watched where it is read.
  const how = {
    ...{ requestTimeout: 0, headersTimeout: 30_000, optimizeEmptyRequests: true },
    // Some networks forget a connection that is silent for minutes, as while a host takes a large volume.
    ...{ keepAlive: true, keepAliveInitialDelay: 30_000 },
  };
  if (!keyPair) return { server: createServer(how), scheme: 'http', renew: null };
  const secured = (pair: KeyPair) => ({ ...pair, minVersion: 'TLSv1.2' }) as const;
  const server = createSecureServer({ ...how, ...secured(keyPair), handshakeTimeout });
  const renew = (pair: KeyPair) => server.setSecureContext(secured(pair));
  return { server, scheme: 'https', renew };
}

async function stop(server: Server, connections: OpenConnections, within: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  connections.endIdle();
  const idle = setInterval(() => connections.endIdle(), sweep);
  const limit = setTimeout(() => server.closeAllConnections(), within);
  await closed;
  clearInterval(idle);
  clearTimeout(limit);
}

function placeOf(server: Server, bind: string): string {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server does not listen');
  return `${isIPv6(bind) ? `[${bind}]` : bind}:${address.port}`;
}
