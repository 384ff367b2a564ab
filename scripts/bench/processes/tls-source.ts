import { once } from 'node:events';
import { createServer } from 'node:tls';
import { z } from 'zod';
import { sendDump } from '../dump-frames.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Writes the octets of a dump to whoever connects over TLS. */
const { cert, key, octets } = z
  .object({ cert: z.string(), key: z.string(), octets: z.number() })
  .parse(optionsFromParent());

const server = createServer({ cert, key, minVersion: 'TLSv1.3' }, (socket) => {
  sendDump(socket, octets).catch((error) => socket.destroy(error));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
tellParent(z.object({ port: z.number() }).parse(server.address()).port);
