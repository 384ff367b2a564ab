import { once } from 'node:events';
import { type AddressInfo, connect, type Server } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as z from 'zod';

/** Places in the memory that both threads see. */
const told = { takenIn: 0 } as const;

/** Milliseconds. */
const patience = 20_000;

const given = z.object({ port: z.number(), seen: z.instanceof(SharedArrayBuffer) });

/** A client in a thread of its own, which reads while the event loop here is held up. */
export class BusyClient {
  readonly #worker: Worker;
  readonly #seen: Int32Array<SharedArrayBuffer>;

  private constructor(worker: Worker, seen: Int32Array<SharedArrayBuffer>) {
    this.#worker = worker;
    this.#seen = seen;
  }

  /** Connects, asks for `/`, and reads nothing. */
  static async ask(server: Server): Promise<BusyClient> {
    const { port }: AddressInfo = Object(server.address());
    const seen = new Int32Array(new SharedArrayBuffer(4));
    const workerData = { port, seen: seen.buffer };
    const worker = new Worker(new URL(import.meta.url), { workerData });
    await once(worker, 'online');
    return new BusyClient(worker, seen);
  }

  /** Holds the event loop up until the client has taken in so many octets. */
  holdUpUntilTaken(octets: number): void {
    this.#worker.postMessage(octets);
    const came = Atomics.wait(this.#seen, told.takenIn, 0, patience);
    if (came === 'timed-out') throw new Error('the client takes in nothing');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}

/** What the client does, in its thread. */
function read(): void {
  const { port, seen } = given.parse(workerData);
  const taken = new Int32Array(seen);
  const socket = connect(port).pause();
  socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
  // A thread ends, and what it has open with it, when it listens to nothing any more.
  parentPort?.on('message', (octets: number) => {
    socket.on('data', () => {
      if (socket.bytesRead < octets || taken[told.takenIn]) return;
      socket.pause();
      Atomics.store(taken, told.takenIn, 1);
      Atomics.notify(taken, told.takenIn);
    });
    socket.resume();
  });
}

if (!isMainThread && parentPort) read();
