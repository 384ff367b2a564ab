import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { mock } from 'node:test';

/** Of Node: a server in this process has received a request. */
const received = 'http.server.request.start';

/** What is said on each new connection first. */
const beginning = /\bpg_settings\b/;

/** What requests to a server in this process ask PostgreSQL, whatever else the server asks meanwhile. */
export class StatementsOfRequests implements Disposable {
  readonly #requests = new AsyncLocalStorage<string[]>();
  readonly #begin = () => this.#requests.enterWith(this.#asked);
  readonly #mocked: { mock: { restore(): void } };
  #asked: string[] = [];

  constructor() {
    const { Client } = Object(createRequire(import.meta.url)('pg')); // the driver that the ORM brings along
    const ask: unknown = Client.prototype.query;
    if (!(ask instanceof Function)) throw new TypeError('the driver asks otherwise');
    const requests = this.#requests;
    this.#mocked = mock.method(
      Client.prototype,
      'query',
      function (this: unknown, ...asked: readonly unknown[]) {
        const [statement] = asked;
        requests
          .getStore()
          ?.push(typeof statement === 'string' ? statement : Object(statement).text);
        return Reflect.apply(ask, this, asked);
      },
    );
    subscribe(received, this.#begin);
  }

  /** The statements, each of which is a round trip, of the requests that are begun during `work`. */
  async during(work: () => Promise<unknown>): Promise<readonly string[]> {
    this.#asked = [];
    await work();
    return this.#asked.filter((statement) => !beginning.test(statement));
  }

  [Symbol.dispose](): void {
    unsubscribe(received, this.#begin);
    this.#mocked.mock.restore();
  }
}
