import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { monotonicClock } from '../../src/base/clock.ts';
import { networks } from '../../src/base/parsers.ts';
import { systemTimer } from '../../src/base/timer.ts';
import { systemResolver } from '../../src/checks/check-dns.ts';
import { CheckRunner, type CheckRunnerDeps } from '../../src/checks/check-runner.ts';
import { checkSchema } from '../../src/checks/schema.ts';
import { canonical } from '../../src/outgoing/address-rule.ts';

/** Names that somebody has made, and where they lead. */
const names: Readonly<Record<string, readonly string[]>> = {
  server: ['10.9.0.2'],
  'two.example.org': ['10.9.0.3', '10.9.0.2'],
  'own.example.org': ['10.9.0.1'],
  'lure.example.org': ['10.9.0.2', '127.0.0.1'],
  'loopback.example.org': ['127.0.0.1'],
  'metadata.example.org': ['169.254.169.254'],
  'mapped.example.org': ['::ffff:127.0.0.1'],
  'nat64.example.org': ['64:ff9b::7f00:1'],
  'empty.example.org': [],
  // As the system's library reads them
  '2130706433': ['127.0.0.1'],
  '017700000001': ['127.0.0.1'],
  '0x7f000001': ['127.0.0.1'],
  '127.1': ['127.0.0.1'],
};

interface RunOptions {
  readonly signal?: AbortSignal;
  readonly account?: string;
  readonly wasSlow?: boolean;
}

/**
 * A runner for which 10.9.0.0/16 is named; 10.9.0.2 is this machine, 10.9.0.1 Fulmar, and nothing is
 * at any other address.
 */
export class CheckWorld implements AsyncDisposable {
  /** All that was connected to. */
  readonly dialled: string[] = [];
  /** How often each name was looked up. */
  readonly lookedUp = new Map<string, number>();
  readonly runner: CheckRunner;
  /** Lines of the console until now. */
  readonly lines: string[] = [];
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(more: Partial<CheckRunnerDeps> = {}) {
    const own = new Set([canonical('10.9.0.1')]);
    this.runner = new CheckRunner({
      timer: systemTimer,
      now: monotonicClock,
      findAddresses: async (name) => {
        this.lookedUp.set(name, (this.lookedUp.get(name) ?? 0) + 1);
        const addresses = names[name];
        if (!addresses) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
        return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      },
      dial: (address, port) => {
        this.dialled.push(address);
        // Nothing listens on port 1.
        const socket = connect({ host: '127.0.0.1', port: address === '10.9.0.2' ? port : 1 });
        this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket)));
        return socket;
      },
      resolverFor: (server) => systemResolver(server && { ...server, address: '127.0.0.1' }),
      rule: async () => ({ networks: networks.parse('10.9.0.0/16'), own }),
      ...more,
    });
  }

  /** Resolves when no connection is open. */
  async untilClosed(): Promise<void> {
    await Promise.all([...this.#sockets].map((socket) => once(socket, 'close')));
  }

  /** Tries a check as somebody writes it. */
  run(check: unknown, { signal, account = 'alice', wasSlow = false }: RunOptions = {}) {
    const lines = () => this.lines;
    const context = { signal: signal ?? new AbortController().signal, account, wasSlow, lines };
    return this.runner.run(checkSchema.parse(check), context);
  }

  /** Serves HTTP; gives the port. */
  async serve(listener: RequestListener): Promise<number> {
    return await this.listen(createServer(listener));
  }

  async listen(server: Server): Promise<number> {
    this.#servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port }: AddressInfo = Object(server.address());
    return port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((done) => server.close(done))));
  }
}
