import { once } from 'node:events';
import { createServer } from 'node:tls';
import { z } from 'zod';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Takes whatever comes over TLS, and closes when it is through. */
const { cert, key } = z.object({ cert: z.string(), key: z.string() }).parse(optionsFromParent());

const server = createServer({ cert, key, minVersion: 'TLSv1.3' }, (socket) => {
  socket.on('error', () => {});
  socket.resume();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
tellParent(z.object({ port: z.number() }).parse(server.address()).port);
