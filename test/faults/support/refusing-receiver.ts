import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What was told of an event. */
export interface ToldEvent {
  /** Each `webhook-id` that it came under. */
  readonly ids: Set<string>;
  /** How often it was taken. */
  taken: number;
}

/** Takes webhooks on this machine, and refuses every third. */
export class RefusingReceiver implements AsyncDisposable {
  /** By the event's object. */
  readonly told = new Map<string, ToldEvent>();
  /** How many came, refused ones included. */
  asked = 0;
  readonly #server = createServer(async (request, answer) => {
    const body = await text(request).catch(() => null);
    if (body === null) return; // the server was killed as it sent this
    const { object } = JSON.parse(body).data;
    const told = this.told.get(object) ?? { ids: new Set<string>(), taken: 0 };
    this.told.set(object, told);
    told.ids.add(`${request.headers['webhook-id']}`);
    this.asked += 1;
    const isRefused = this.asked % 3 === 0;
    if (!isRefused) told.taken += 1;
    answer.writeHead(isRefused ? 503 : 204).end();
  });

  static async open(): Promise<RefusingReceiver> {
    const receiver = new RefusingReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    const { port }: AddressInfo = Object(this.#server.address());
    return `http://127.0.0.1:${port}/hook`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
