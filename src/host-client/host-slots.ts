import { Problem } from '../base/errors.ts';
import { FairQueue, type QueueLoad } from '../base/fair-queue.ts';
import { firstOf, type Timer, unlessAborted } from '../base/timer.ts';

/** How long a slot is waited for, in milliseconds. */
const maxWait = 30_000;

/** Operations that wait for a slot of one host: of one domain, and in all. */
const maxWaiting = { ofDomain: 256, inAll: 1_024 } as const;

const retryAfterSeconds = 5;

/** For whom an operation is carried out, and what ends its wait. */
export interface SlotRequest {
  /** The domain whose share it counts against; none for what the server asks by itself. */
  readonly domain?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * So many operations at a time on one host, shared out by domain (`FairQueue`); who comes later
 * waits, but not for ever, and not with any number of others.
 */
export class HostSlots {
  readonly #queue: FairQueue;
  readonly #host: string;
  readonly #timer: Timer;

  /** `max`: how many one domain ever has; all of them where it is left out. */
  constructor(host: string, slots: number, timer: Timer, max = slots) {
    this.#queue = new FairQueue(slots, max);
    this.#host = host;
    this.#timer = timer;
  }

  /** How many operations have a slot, and how many wait for one. */
  get load(): QueueLoad {
    return this.#queue.load;
  }

  /**
   * Runs an operation in a slot of its own. Rejects with `host-busy` after 30 s without one, or at
   * once where too many wait, and with the signal's reason: all end the wait only, not what has begun.
   */
  async run<T>(operation: () => Promise<T>, { domain, signal }: SlotRequest = {}): Promise<T> {
    const leave = await this.#enter(domain, signal);
    try {
      return await operation();
    } finally {
      leave();
    }
  }

  async #enter(domain: string | undefined, signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted();
    this.#expectFewWaiting(domain);
    const timeout = new AbortController();
    using _wait = this.#timer(maxWait, () => timeout.abort(this.#busy(this.#noPlace(domain))));
    const turn = this.#queue.enter(domain);
    try {
      await unlessAborted(turn.come, firstOf(signal, timeout.signal));
    } catch (error) {
      turn.leave();
      throw error;
    }
    return () => turn.leave();
  }

  #expectFewWaiting(domain: string | undefined): void {
    const { inAll, ofOne: ofDomain } = this.#queue.waiting(domain);
    if (inAll >= maxWaiting.inAll) throw this.#busy(`${inAll} operations wait for it`);
    if (domain === undefined || ofDomain < maxWaiting.ofDomain) return;
    throw this.#busy(`${ofDomain} operations of ${domain} wait for it`);
  }

  #noPlace(domain: string | undefined): string {
    const within = `within ${maxWait / 1000} s`;
    if (!this.#queue.hasMost(domain)) return `no slot became free ${within}`;
    return `${domain} uses all the slots that an account may have, and none became free ${within}`;
  }

  #busy(why: string): Problem {
    return new Problem('host-busy', `The host ${this.#host} is busy: ${why}. Try again later.`, {
      headers: { 'Retry-After': String(retryAfterSeconds) },
    });
  }
}
