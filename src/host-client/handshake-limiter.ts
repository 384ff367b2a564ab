import PQueue from 'p-queue';
import type { Limiter } from '../albatross/limiter.ts';
import type { Timer } from '../base/timer.ts';

/** Handshakes at once, over all hosts: each costs keys, signatures and a connection. */
const handshakesAtOnce = 64;

/** A handshake that takes longer waits for the host, and holds up nobody else any more (ms). */
const maxHold = 2_000;

/** Lets handshakes through, 64 at once over all hosts (docs/architecture.md, Hosts). */
export class HandshakeLimiter {
  readonly #slots = new PQueue({ concurrency: handshakesAtOnce });
  readonly #timer: Timer;
  readonly #begun = new WeakMap<AbortSignal, () => void>();

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** For transports: runs a handshake when it is its turn. */
  readonly limit: Limiter = <T>(handshake: () => Promise<T>, signal?: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      const occupy = async () => {
        // Keys and certificates are made before it returns: from here on it is the host's turn.
        const done = handshake();
        this.begin(signal);
        done.then(resolve, reject);
        await this.#holdUntil(done);
      };
      this.#slots.add(occupy, { signal }).catch(reject);
    });

  /** For transports that share connections: it is the turn of the operation that `signal` bounds. */
  readonly begin = (signal: AbortSignal | undefined): void => {
    if (signal) this.#begun.get(signal)?.();
  };

  /** Calls `begun` when it is the turn of a handshake of the operation that `signal` bounds. */
  onceBegun(signal: AbortSignal, begun: () => void): void {
    this.#begun.set(signal, begun);
  }

  async #holdUntil(done: Promise<unknown>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    using _timeout = this.#timer(maxHold, resolve);
    await Promise.race([promise, done.catch(() => {})]);
  }
}
