import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, type Server } from 'node:net';
import { newWebCertificate, trustCertificates } from '../support/web-certificate.ts';

/** A proxy that leads everything to one HTTPS server, with this certificate, and what it was asked for. */
export class TestProxy implements AsyncDisposable {
  /** `HOST:PORT` of each tunnel. */
  readonly targets: (string | undefined)[] = [];
  readonly #cleanup = new AsyncDisposableStack();
  #port = 0;

  static async start(
    answer: RequestListener,
    certificate = newWebCertificate(),
  ): Promise<TestProxy> {
    const proxy = new TestProxy();
    proxy.#cleanup.use(trustCertificates(certificate));
    const tunnelled = await proxy.#listen(createSecure(certificate, answer));
    const tunnels = createServer().on('connect', ({ url }, socket) => {
      proxy.targets.push(url);
      const onward = connect(tunnelled, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    proxy.#port = await proxy.#listen(tunnels);
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async #listen(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#cleanup.defer(async () => void server.close());
    return Object(server.address()).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cleanup.disposeAsync();
  }
}
