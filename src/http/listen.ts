import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { answerClientErrors } from './client-errors.ts';
import { ConnectionLimit, type ConnectionLimitOptions } from './connection-limit.ts';
import { OpenConnections } from './open-connections.ts';

/** Milliseconds between two looks for connections that have become idle. */
const sweep = 50;

/** A server that listens. */
export interface Listener {
  /** Where it can be reached, as `http://127.0.0.1:8080`. */
  readonly url: string;
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
}

/** Listens for HTTP. Throws where the address is taken or not of this machine. */
export async function listen(answer: RequestListener, options: ListenOptions): Promise<Listener> {
  // An upload may take hours; that it moves is watched where it is read.
  const timeouts = { requestTimeout: 0, headersTimeout: 30_000 };
  const server = createServer({ ...timeouts, optimizeEmptyRequests: true });
  const limit = options.connections && new ConnectionLimit(server, options.connections);
  const handler: RequestListener = (request, response) => {
    if (!limit?.hasRefused(request.socket)) answer(request, response);
  };
  server.on('request', handler);
  // The handler asks for the body by itself, when it is sure to take it.
  server.on('checkContinue', handler);
  server.on('checkExpectation', handler);
  answerClientErrors(server);
  const connections = new OpenConnections(server);
  server.listen(options.port, options.bind);
  await once(server, 'listening');
  return { url: urlOf(server, options.bind), stop: (within) => stop(server, connections, within) };
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

function urlOf(server: Server, bind: string): string {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server does not listen');
  return `http://${isIPv6(bind) ? `[${bind}]` : bind}:${address.port}`;
}
