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
  /** Settles when the one asked for last has begun, or will not. */
  #last: Promise<void> = Promise.resolve();
  /** By the host's id: the reading that is to begin next. */
  readonly #next = new Map<string, Promise<List>>();
  /** The one under way, and the rest after it. */
  readonly #current = new Map<string, Promise<void>>();

  constructor({ timer, now = monotonicClock, perSecond = 10 }: HostLooksDeps) {
    this.#timer = timer;
    this.#now = now;
    this.#perSecond = perSecond;
  }

  /** Does one look when it may be done; rejects where the signal aborts before, or this is closed. */
  async add<T>(look: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const bound = AbortSignal.any([signal, this.#closing.signal]);
    const turn = this.#last.then(() => this.#begin(bound));
    this.#last = turn.catch(() => {}); // told to whoever asked
    await unlessAborted(turn, bound);
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

  async #begin(signal: AbortSignal): Promise<void> {
    const due = this.#begun.length < this.#perSecond ? 0 : (this.#begun[0] ?? 0) + second;
    const wait = due - this.#now();
    if (wait > 0) await pause(this.#timer, wait, signal);
    signal.throwIfAborted();
    this.#begun.push(this.#now());
    if (this.#begun.length > this.#perSecond) this.#begun.shift();
  }

  #reading(host: ManagedHost): Promise<List> {
    const waiting = this.#next.get(host.id);
    if (waiting) return waiting;
    const reading = this.#read(host);
    this.#next.set(host.id, reading);
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
        this.#next.delete(host.id);
        return host.read((client, bound) => client.unikernels([], { signal: bound }), signal);
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
