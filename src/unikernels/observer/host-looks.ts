import type { Named } from '../../albatross/messages.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { type MonotonicClock, monotonicClock } from '../../base/clock.ts';
import { pause, type Timer, unlessAborted } from '../../base/timer.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';

export interface HostLooksDeps {
  readonly timer: Timer;
  readonly now?: MonotonicClock;
  /** At all hosts together; default 10. */
  readonly perSecond?: number;
}

/** Where a unikernel is looked for. */
export interface LookedFor {
  readonly host: ManagedHost;
  readonly key: UnikernelKey;
}

type List = readonly Named<UnikernelInfo>[];

/** Somebody who waits for a turn. */
interface Waiting {
  readonly come: () => void;
  /** Aborted: something has happened there. */
  readonly urgent: AbortSignal | undefined;
}

const isUrgent = ({ urgent }: Waiting): boolean => urgent?.aborted ?? false;

/** Milliseconds between the ends and begins of two readings of one host. */
const rest = 200;

const second = 1_000;

/**
 * Lets hosts be looked at so often a second at most, all of them together, by whoever watches. Those
 * who watch unikernels of one host share what is read of it.
 */
export class HostLooks {
  readonly #timer: Timer;
  readonly #now: MonotonicClock;
  readonly #perSecond: number;
  readonly #closing = new AbortController();
  /** When the last ones began, so many as there may be in a second; the oldest first. */
  readonly #begun: number[] = [];
  /** Those that wait for their turn, the first first. */
  readonly #waiting = new Set<Waiting>();
  #wasUrgent = false;
  #isServing = false;
  /** By the host's id: the reading that is to begin next. */
  readonly #readings = new Map<string, Promise<List>>();
  /** The one under way, and the rest after it. */
  readonly #current = new Map<string, Promise<void>>();

  constructor({ timer, now = monotonicClock, perSecond = 10 }: HostLooksDeps) {
    this.#timer = timer;
    this.#now = now;
    this.#perSecond = perSecond;
  }

  /**
   * Does one look when it may be done; rejects where the signal aborts before, or this is closed. From when `urgent`
   * has aborted it comes before those that are not, each second time.
   */
  async add<T>(look: () => Promise<T>, signal: AbortSignal, urgent?: AbortSignal): Promise<T> {
    const bound = AbortSignal.any([signal, this.#closing.signal]);
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    const waiting: Waiting = { come: resolve, urgent };
    this.#waiting.add(waiting);
    void this.#serve();
    try {
      await unlessAborted(turn, bound);
    } finally {
      this.#waiting.delete(waiting);
    }
    return await look();
  }

  /**
   * What a host has of a unikernel, by a reading that begins after this call and is shared with all who
   * ask until then; null: it does not run. Throws as the host does.
   */
  async find({ host, key }: LookedFor, signal: AbortSignal): Promise<UnikernelInfo | null> {
    const list = await unlessAborted(this.#reading(host), signal);
    const found = list.find(
      ({ name: { path, label } }) =>
        path.length === 1 && path[0] === key.domain && label === key.name,
    );
    return found?.value ?? null;
  }

  /** Begins no more looks; those that wait are rejected. */
  close(): void {
    this.#closing.abort();
  }

  /** Gives those that wait their turns, as long as there are some. */
  async #serve(): Promise<void> {
    if (this.#isServing) return;
    this.#isServing = true;
    const { signal } = this.#closing;
    while (this.#waiting.size > 0 && !signal.aborted) {
      const wait = this.#due() - this.#now();
      if (wait > 0)
        await pause(this.#timer, wait, signal).catch(() => {}); // the signal says so
      else this.#begin();
    }
    this.#isServing = false;
  }

  /**
   * When the next one may begin. Half of them may at once, and the others in even distances: so that one which is
   * urgent need not wait for the end of a second.
   */
  #due(): number {
    const perSecond = this.#perSecond;
    const [oldest = 0] = this.#begun.slice(-perSecond);
    const isFull = this.#begun.length >= perSecond;
    const last = this.#begun.at(-1);
    const halfBefore = this.#begun.at(-Math.ceil(perSecond / 2));
    const isBusy = halfBefore !== undefined && this.#now() - halfBefore < second;
    const apart = isBusy && last !== undefined ? last + second / perSecond : 0;
    return Math.max(isFull ? oldest + second : 0, apart);
  }

  #begin(): void {
    const next = this.#next();
    if (!next) return;
    this.#waiting.delete(next);
    this.#wasUrgent = isUrgent(next);
    this.#begun.push(this.#now());
    if (this.#begun.length > this.#perSecond) this.#begun.shift();
    next.come();
  }

  #next(): Waiting | undefined {
    const waiting = [...this.#waiting];
    const wanted = waiting.find((one) => isUrgent(one) !== this.#wasUrgent);
    return wanted ?? waiting[0];
  }

  #reading(host: ManagedHost): Promise<List> {
    const waiting = this.#readings.get(host.id);
    if (waiting) return waiting;
    const reading = this.#read(host);
    this.#readings.set(host.id, reading);
    reading.catch(() => {}); // whoever asked may have left
    return reading;
  }

  async #read(host: ManagedHost): Promise<List> {
    await this.#current.get(host.id);
    const { promise: over, resolve } = Promise.withResolvers<void>();
    this.#current.set(host.id, over);
    const { signal } = this.#closing;
    try {
      return await this.add(() => {
        this.#readings.delete(host.id);
        return host.unikernelsAnew(signal);
      }, signal);
    } finally {
      void this.#rest(host.id, over, resolve);
    }
  }

  async #rest(id: string, over: Promise<void>, resolve: () => void): Promise<void> {
    await pause(this.#timer, rest, this.#closing.signal).catch(() => {}); // nothing begins after it
    if (this.#current.get(id) === over) this.#current.delete(id);
    resolve();
  }
}
