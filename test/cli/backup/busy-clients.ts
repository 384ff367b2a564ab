import { EventEmitter, once } from 'node:events';
import type { OwnServer } from '../../support/own-server.ts';

/** Clients that each describe a token of their own with one number after another, until they are stopped. */
export class BusyClients {
  /** The last number of each token, by its id, that was answered. */
  readonly #answered = new Map<string, number>();
  readonly #arrivals = new EventEmitter();
  readonly #stopping = new AbortController();
  readonly #work: Promise<unknown>;

  constructor(server: OwnServer, count: number) {
    const clients = Array.from({ length: count }, (_, index) => this.#write(server, index));
    this.#work = Promise.all(clients);
  }

  async #write(server: OwnServer, client: number): Promise<void> {
    const json = { name: `client-${client}`, scopes: ['hosts:read'] };
    const { json: token } = await server.expect(201, '/tokens', { json });
    const id = `${Reflect.get(Object(token), 'id')}`;
    for (let number = 1; !this.#stopping.signal.aborted; number += 1) {
      const change = { description: `${number}` };
      await server.expect(200, `/tokens/${id}`, { method: 'PATCH', json: change });
      this.#answered.set(id, number);
      this.#arrivals.emit('answered');
    }
  }

  /** What was answered so far, once every client was answered so many times. */
  async untilAnswered(times: number, clients: number): Promise<ReadonlyMap<string, number>> {
    const enough = () =>
      this.#answered.size === clients && [...this.#answered.values()].every((n) => n >= times);
    while (!enough()) await Promise.race([once(this.#arrivals, 'answered'), this.#work]);
    return new Map(this.#answered);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }
}
