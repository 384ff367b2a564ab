import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection to the server below HTTP. A reset of it is nothing but its end. */
export async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket.on('error', () => {});
}

/** All that the server says to these octets until it closes; `end` says that no more come. */
export async function speak(url: string, octets: string | Buffer, end = false): Promise<string> {
  const socket = await connectTo(url);
  let heard = '';
  socket.on('data', (said: Buffer) => {
    heard += said.toString('latin1');
  });
  socket.once('end', () => socket.end());
  const closed = once(socket, 'close');
  socket.write(octets);
  if (end) socket.end();
  await closed.catch(() => {});
  return heard;
}

/** The statuses of the answers in what a server said. */
export function statusesIn(heard: string): number[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
