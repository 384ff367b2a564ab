import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Follows one stream of events on very many connections, without any comfort, so that it is not what is measured. */
const { url, headers, watchers } = z
  .object({ url: z.url(), headers: z.array(z.string()), watchers: z.number() })
  .parse(optionsFromParent());

/** Connections that are opened at once. */
const together = 50;

const { hostname, port, host, pathname, search } = new URL(url);
const lines = [`GET ${pathname}${search} HTTP/1.1`, `Host: ${host}`, 'Accept: text/event-stream'];
const request = [...lines, ...headers, '', ''].join('\r\n');

const last = Promise.withResolvers<void>();
let ended = 0;
const sockets: Socket[] = [];
for (let begun = 0; begun < watchers; begun += together) {
  const count = Math.min(together, watchers - begun);
  sockets.push(...(await Promise.all(Array.from({ length: count }, open))));
}
// Asked for the end: tells when all have seen a line that says so.
process.on('message', () => void last.promise.then(() => tellParent('seen')));
tellParent('watching');

async function open(): Promise<Socket> {
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  socket.write(request);
  const [head] = await once(socket, 'data');
  if (!`${head}`.startsWith('HTTP/1.1 200')) throw new Error(`no stream: ${head}`);
  socket.on('close', () => last.reject(new Error('a stream has ended')));
  let tail = '';
  const see = (octets: Buffer) => {
    tail = (tail + octets.toString('latin1')).slice(-200);
    if (!tail.includes('request 9.')) return;
    socket.off('data', see);
    socket.resume();
    ended += 1;
    if (ended === watchers) last.resolve();
  };
  socket.on('data', see);
  return socket;
}
