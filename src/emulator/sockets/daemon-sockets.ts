import { mkdir, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Service } from '../../albatross/commands.ts';
import { Channel } from '../channel.ts';
import type { ConnectionFault } from '../faults.ts';
import { Listener } from '../listener.ts';

/** What the sockets ask their owner. */
export interface SocketsHandler {
  /** What goes wrong with the next connection. */
  fault(): ConnectionFault | null;
  /** Talks to a client; the channel is closed afterwards. Does not reject. */
  serve(service: Service, channel: Channel): Promise<void>;
}

const fileNames: Readonly<Record<Service, string>> = {
  albatrossd: 'vmmd.sock',
  console: 'console.sock',
  stats: 'stat.sock',
};

const services = ['albatrossd', 'console', 'stats'] as const;

/** The daemons' own unix sockets in a folder (docs/albatross-protocol.md, sections 1 and 3.2). */
export class DaemonSockets {
  readonly #handler: SocketsHandler;
  readonly #listeners: ReadonlyMap<Service, Listener>;

  constructor(handler: SocketsHandler) {
    this.#handler = handler;
    this.#listeners = new Map(
      services.map((service) => [service, new Listener((socket) => this.#accept(service, socket))]),
    );
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#listeners.values().reduce((sum, { connections }) => sum + connections, 0);
  }

  /** Listens below `folder`, which is made where it is missing; an old socket gives way. */
  async listen(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [service, listener] of this.#listeners) {
      const path = join(folder, fileNames[service]);
      await rm(path, { force: true });
      await listener.listen({ path });
    }
  }

  /** Stops listening, breaks all connections off, and waits until they are served no more. */
  async close(): Promise<void> {
    for (const listener of this.#listeners.values()) await listener.close();
  }

  #accept(service: Service, socket: Socket): void {
    const fault = this.#handler.fault();
    if (fault === 'reset') socket.destroy();
    if (fault !== null) return;
    // A socket of this family cannot be reset: it is closed, with what has not been read.
    const channel = new Channel(socket, { reset: () => socket.destroy(), closeEndsData: true });
    const serving = this.#handler.serve(service, channel).finally(() => channel.end());
    this.#listeners.get(service)?.await(serving);
  }
}
