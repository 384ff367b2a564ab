import { once } from 'node:events';
import { connect } from 'node:net';
import { z } from 'zod';
import { optionsFromParent, tellParent } from './tell-parent.ts';

const { url, headers, connections, warmUp, milliseconds } = z
  .object({
    url: z.url(),
    headers: z.array(z.string()),
    connections: z.number(),
    warmUp: z.number(),
    milliseconds: z.number(),
  })
  .parse(optionsFromParent());

// Sends one request over and over on kept-alive connections, the next when the answer is there, and
// tells how many were answered a second. Without any comfort, so that it is not what is measured.
const { hostname, port, host, pathname } = new URL(url);
const lines = [`GET ${pathname} HTTP/1.1`, `Host: ${host}`, ...headers, '', ''];
const request = Buffer.from(lines.join('\r\n'));
const begins = performance.now() + warmUp;
const ends = begins + milliseconds;
let loading = true;
stayAwake();
const counts = await Promise.all(Array.from({ length: connections }, load));
loading = false;
tellParent((counts.reduce((sum, count) => sum + count) / milliseconds) * 1000);

/** A server that is slower than this process would pay with each answer for waking it, too. */
function stayAwake(): void {
  if (loading) setImmediate(stayAwake);
}

/** How many answers came on one connection while it counted. */
async function load(): Promise<number> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let answered = 0;
  let received: Buffer = Buffer.alloc(0);
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('a kept-alive connection was closed')));
  socket.on('data', (octets: Buffer) => {
    received = received.length === 0 ? octets : Buffer.concat([received, octets]);
    const size = answerSize(received);
    if (size === null || received.length < size) return;
    received = received.subarray(size);
    const now = performance.now();
    if (now >= begins) answered += 1;
    if (now < ends) socket.write(request);
    else resolve(answered);
  });
  socket.write(request);
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}

/** Octets of the answer's head and body; null where the head is not whole. Throws but for 200. */
function answerSize(octets: Buffer): number | null {
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = octets.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200') || !length) throw new Error(`unexpected answer: ${head}`);
  return end + 4 + Number(length);
}
