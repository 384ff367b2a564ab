import { once } from 'node:events';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { serveNames, type Zone } from '../../checks/dns-server.ts';

/** Where checks find it: the server's process asks this machine instead. */
export const checkedAddress = '198.51.100.7';

const checkedName = 'web.example.org';

export type CheckedState = 'well' | 'failing' | 'silent';

const pace = { every: 1, timeout: 2 };

/** What checks ask about: it is well, fails, or takes connections and says nothing. */
export class CheckedService implements AsyncDisposable {
  readonly #web = createWebServer((_request, response) => {
    if (this.#state !== 'silent') response.writeHead(this.#state === 'well' ? 200 : 503).end();
  });
  readonly #tcp = createServer((socket) => socket.on('error', () => {}).end());
  readonly #zone: Record<string, Zone[string]> = {};
  readonly #open = new AsyncDisposableStack();
  #ports = { http: 0, tcp: 0, dns: 0 };
  #state: CheckedState = 'well';

  private constructor() {}

  static async start(): Promise<CheckedService> {
    const service = new CheckedService();
    const names = service.#open.use(await serveNames(service.#zone));
    const http = await listen(service.#web);
    const tcp = await listen(service.#tcp);
    service.#ports = { http, tcp, dns: names.port };
    await service.set('well');
    return service;
  }

  /** Returns when it is so. */
  async set(state: CheckedState): Promise<void> {
    this.#state = state;
    if (state === 'failing') delete this.#zone[checkedName];
    else this.#zone[checkedName] = { A: [Buffer.from([198, 51, 100, 7])] };
    if (state === 'failing' && this.#tcp.listening) await close(this.#tcp);
    if (state === 'well' && !this.#tcp.listening) await listen(this.#tcp, this.#ports.tcp);
  }

  /** A check of each kind that connects to something. */
  get checks() {
    const { http, tcp, dns } = this.#ports;
    return {
      http: { kind: 'http', url: `http://${checkedAddress}:${http}/`, ...pace },
      tcp: { kind: 'tcp', host: checkedAddress, port: tcp, ...pace },
      dns: { kind: 'dns', server: checkedAddress, port: dns, name: checkedName, ...pace },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#web.closeAllConnections();
    await close(this.#web);
    if (this.#tcp.listening) await close(this.#tcp);
    await this.#open.disposeAsync();
  }
}

async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: own }: AddressInfo = Object(server.address());
  return own;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
