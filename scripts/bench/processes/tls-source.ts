import { once } from 'node:events';
import { createServer, type TLSSocket } from 'node:tls';
import { z } from 'zod';
import { encodeFrame } from '../../../src/albatross/framing.ts';
import { parseName } from '../../../src/albatross/names.ts';
import { encodeMessage } from '../../../src/albatross/wire/message.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Writes the octets of a dump to whoever connects over TLS, in the writes of the emulated host. */
const { cert, key, octets } = z
  .object({ cert: z.string(), key: z.string(), octets: z.number() })
  .parse(optionsFromParent());

const blockSize = 4096;
const blocksAtOnce = 16;
const header = { sequence: 0n, name: parseName('bench:bench') };
const block = { type: 'block', data: Buffer.alloc(blockSize) } as const;
const frame = encodeFrame(encodeMessage({ header, payload: { type: 'data', data: block } }));
const frames = Buffer.concat(Array.from({ length: blocksAtOnce }, () => frame));

async function send(socket: TLSSocket): Promise<void> {
  for (let sent = 0; sent < octets; sent += blocksAtOnce * blockSize) {
    if (!socket.write(frames)) await once(socket, 'drain');
  }
  socket.end();
}

const server = createServer({ cert, key, minVersion: 'TLSv1.3' }, (socket) => {
  send(socket).catch((error) => socket.destroy(error));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
tellParent(z.object({ port: z.number() }).parse(server.address()).port);
