import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of a service. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** GitHub and Docker Hub as far as they are asked, on this machine. */
export class TestServices {
  readonly url: URL;
  readonly asked: Asked[] = [];
  /** By path; what is not here is a 404. */
  readonly answers = new Map<string, ServiceAnswer>();
  readonly #server: Server;

  private constructor(server: Server) {
    const { port }: AddressInfo = Object(server.address());
    this.url = new URL(`http://127.0.0.1:${port}`);
    this.#server = server;
    server.on('request', ({ method = '', url = '', headers }, answer) => {
      this.asked.push({ method, url, headers });
      const [path = ''] = url.split('?');
      const given = this.answers.get(path) ?? { status: 404 };
      answer.writeHead(given.status, given.headers);
      answer.end(given.body === undefined ? '' : JSON.stringify(given.body));
    });
  }

  static async start(): Promise<TestServices> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestServices(server);
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
