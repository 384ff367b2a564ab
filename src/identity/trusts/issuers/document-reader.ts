import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../base/clock.ts';
import { OutgoingError } from '../../../outgoing/errors.ts';
import type { Send } from '../../../outgoing/send.ts';

/** How long a failure is remembered, in milliseconds: nobody makes us ask again and again. */
const failureMemory = 30_000;

interface Failure {
  readonly error: unknown;
  readonly until: number;
}

/** Reads what an issuer publishes as JSON; what cannot be had is not asked for again at once. */
export class DocumentReader {
  readonly #send: Send;
  readonly #clock: Clock;
  readonly #failures = new LRUCache<string, Failure>({ max: 1_000 });

  constructor(send: Send, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** The document's octets. Throws `OutgoingError`, also for any answer but 200. */
  async read(url: URL, privateAddresses: boolean): Promise<Buffer> {
    const known = this.#failures.get(url.href);
    if (known && this.#clock().getTime() < known.until) throw known.error;
    try {
      const headers = { accept: 'application/json' };
      const { status, body } = await this.#send({ url, headers, privateAddresses });
      if (status === 200) return body;
      throw new OutgoingError('unreachable', `${url.host} answered ${url.pathname} with ${status}`);
    } catch (error) {
      this.#failures.set(url.href, { error, until: this.#clock().getTime() + failureMemory });
      throw error;
    }
  }

  /** Forgets a failure, for someone who has mended it. */
  retry(url: URL): void {
    this.#failures.delete(url.href);
  }
}
