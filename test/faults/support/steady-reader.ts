import { setTimeout as sleep } from 'node:timers/promises';
import { type EventReader, openEvents } from '../../unikernels/event-reader.ts';

/** Milliseconds until it asks again where nobody answers. */
const pause = 100;

/** Follows the live events of servers that end: asks the next one with `Last-Event-ID`. */
export class SteadyReader implements AsyncDisposable {
  /** The objects of what came, in its order. */
  readonly objects: string[] = [];
  /** How often it had to ask again. */
  returns = -1;
  /** Whether a number came that was not above the one before. */
  isOutOfOrder = false;
  readonly #urls: () => readonly string[];
  readonly #token: string;
  #last = 0;
  #isClosed = false;
  #reader: EventReader | null = null;
  readonly #running: Promise<void>;

  constructor(urls: () => readonly string[], token: string) {
    this.#urls = urls;
    this.#token = token;
    this.#running = this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#reader?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      this.returns += 1;
      const urls = this.#urls();
      await this.#follow(urls[this.returns % urls.length] ?? '').catch(() => {}); // it was killed
      if (!this.#isClosed) await sleep(pause);
    }
  }

  async #follow(url: string): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token}`, 'last-event-id': `${this.#last}` };
    const reader = await openEvents(`${url}/api/v1/events/live?type=unikernel.`, headers);
    this.#reader = reader;
    if (this.#isClosed) reader.close();
    for (;;) {
      const event = await reader.next();
      if (!event) return;
      const number = Number(event.id);
      if (number <= this.#last) this.isOutOfOrder = true;
      this.#last = number;
      this.objects.push(JSON.parse(event.data).object);
    }
  }
}
