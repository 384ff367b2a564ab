import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { TransportError } from '../../../src/albatross/errors.ts';
import type { Dial, Service } from '../../../src/albatross/sockets/dial.ts';

/** The daemons' sockets, as they are called on every host. */
export const socketNames: Readonly<Record<Service, string>> = {
  albatrossd: 'vmmd.sock',
  console: 'console.sock',
  stats: 'stat.sock',
};

/** Connects to the daemons' sockets in a folder of this machine. */
export function dialUnix(folder: string): Dial {
  return async (service, signal) => {
    const socket = connect(join(folder, socketNames[service]));
    try {
      await once(socket, 'connect', { ...(signal && { signal }) });
      return socket;
    } catch (cause) {
      socket.destroy();
      signal?.throwIfAborted();
      throw new TransportError(`there is no ${service}`, { cause });
    }
  };
}
