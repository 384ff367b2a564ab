import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** A proxy at the edge of a network: whatever it is asked for is on this machine. */
export interface ForwardProxy {
  readonly port: number;
  /** What was asked for: `CONNECT name:port`, or a method and a whole address. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** `authorization`: what it wants to be shown; without one, it takes everybody. */
export async function startForwardProxy(authorization?: string): Promise<ForwardProxy> {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    const url = new URL(request.url ?? '');
    asked.push(`${request.method} ${url.origin}`);
    const { method = '', headers } = request;
    const { port, pathname: path } = url;
    const passed = send({ host: '127.0.0.1', port, path, method, headers }, (told) => {
      answer.writeHead(told.statusCode ?? 0, told.headers);
      told.pipe(answer);
    });
    passed.on('error', () => request.socket.destroy());
    request.pipe(passed);
  });
  const sockets = new Set<{ destroy(): unknown }>();
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (authorization && request.headers['proxy-authorization'] !== authorization) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const onward = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const each of [onward, socket]) {
      sockets.add(each);
      each.on('error', () => {}).on('close', () => socket.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: AddressInfo = Object(server.address());
  return {
    port,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
