import PQueue from 'p-queue';
import type { Limiter } from '../albatross/tls/tls-transport.ts';
import type { Timer } from './timer.ts';

/** Handshakes at once, over all hosts: each costs keys, signatures and a connection. */
const handshakesAtOnce = 64;

/** A handshake that takes longer waits for the host, and holds up nobody else any more (ms). */
const longestHold = 2_000;

/** Lets handshakes through, 64 at once over all hosts (DESIGN section 6). */
export class HandshakeLimiter {
  readonly #slots = new PQueue({ concurrency: handshakesAtOnce });
  readonly #timer: Timer;

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** A limiter for a transport; `begun` is called when a handshake of it is let through. */
  limiter(begun: () => void = () => {}): Limiter {
    return <T>(handshake: () => Promise<T>, signal?: AbortSignal) =>
      new Promise<T>((resolve, reject) => {
        const occupy = async () => {
          begun();
          const done = handshake();
          done.then(resolve, reject);
          await this.#holdUntil(done);
        };
        this.#slots.add(occupy, { signal }).catch(reject);
      });
  }

  async #holdUntil(done: Promise<unknown>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    using _timeout = this.#timer(longestHold, resolve);
    await Promise.race([promise, done.catch(() => {})]);
  }
}
