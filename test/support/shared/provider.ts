import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** What makes a thing, and the text that is told to whoever asked for it. */
export type Provide = () => Promise<string>;

/**
 * Answers the processes of a test run, each `GET /NAME` with what the thing of that name gives, or
 * with 500 and why there is none. It listens on a free port of this machine.
 */
export class Provider {
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async start(things: Readonly<Record<string, Provide>>): Promise<Provider> {
    const server = createServer(async (request, response) => {
      try {
        const provide = things[request.url?.slice(1) ?? ''];
        if (!provide) throw new Error(`there is no ${request.url}`);
        response.end(await provide());
      } catch (error) {
        response.writeHead(500).end(`${error}`);
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('it does not listen');
    return new Provider(server, `http://127.0.0.1:${address.port}`);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
