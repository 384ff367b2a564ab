import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as a test says; what it does not say is a 404. */
export class StandIn implements AsyncDisposable {
  readonly url: URL;
  readonly asked: Asked[] = [];
  /** By path. */
  readonly answers = new Map<string, Answer>();
  /** Whatever is not among them. */
  otherwise: Answer = (_, response) => response.writeHead(404).end();
  readonly #server: Server;

  private constructor(server: Server) {
    const { port }: AddressInfo = Object(server.address());
    this.url = new URL(`http://127.0.0.1:${port}`);
    this.#server = server;
    server.on('request', (request, response) => {
      const { method = '', url = '', headers } = request;
      this.asked.push({ method, url, headers });
      const [path = ''] = url.split('?');
      const answer = this.answers.get(path) ?? this.otherwise;
      answer(request, response);
    });
  }

  static async start(): Promise<StandIn> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new StandIn(server);
  }

  /** Forgets what it was told and asked. */
  reset(): void {
    this.answers.clear();
    this.asked.length = 0;
  }

  at(path: string): string {
    return new URL(path, this.url).href;
  }

  /** How often a path was asked for. */
  count(path: string): number {
    return this.asked.filter(({ url }) => url.split('?')[0] === path).length;
  }

  file(path: string, content: Uint8Array, headers: Record<string, string> = {}): void {
    this.answers.set(path, (_, response) => {
      response.writeHead(200, { 'content-length': `${content.length}`, ...headers }).end(content);
    });
  }

  json(path: string, body: unknown, headers: Record<string, string> = {}, status = 200): void {
    this.answers.set(path, (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    });
  }

  redirect(path: string, location: string, status = 302): void {
    this.answers.set(path, (_, response) => response.writeHead(status, { location }).end());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
