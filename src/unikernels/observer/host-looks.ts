import PQueue from 'p-queue';
import type { Named } from '../../albatross/messages.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { pause, type Timer, unlessAborted } from '../../base/timer.ts';
import type { HostDirectory } from '../../host-client/host-directory.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';

export interface HostLooksDeps {
  readonly hosts: Pick<HostDirectory, 'get'>;
  readonly timer: Timer;
  /** At all hosts together; default 10. */
  readonly perSecond?: number;
}

type List = readonly Named<UnikernelInfo>[];

/** Milliseconds between the ends and begins of two readings of one host. */
const rest = 200;

/**
 * Lets hosts be looked at so often a second at most, all of them together, by whoever watches. Those
 * who watch unikernels of one host share what is read of it.
 */
export class HostLooks {
  readonly #deps: HostLooksDeps;
  readonly #queue: PQueue;
  /** By host: the reading that is to begin next. */
  readonly #next = new Map<string, Promise<List>>();
  /** The one under way, and the rest after it. */
  readonly #current = new Map<string, Promise<void>>();

  constructor(deps: HostLooksDeps) {
    this.#deps = deps;
    this.#queue = new PQueue({ intervalCap: deps.perSecond ?? 10, interval: 1_000, strict: true });
  }

  /** Does one look when it may be done; rejects where the signal aborts before. */
  async add<T>(look: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return await this.#queue.add(look, { signal });
  }

  /**
   * What a host has of a unikernel, by a reading that begins after this call and is shared with all who
   * ask until then; null: it does not run. Throws as the host does.
   */
  async find(
    { host, domain, name }: UnikernelKey,
    signal: AbortSignal,
  ): Promise<UnikernelInfo | null> {
    const list = await unlessAborted(this.#reading(host), signal);
    const found = list.find(
      ({ name: { path, label } }) => path.length === 1 && path[0] === domain && label === name,
    );
    return found?.value ?? null;
  }

  #reading(host: UnikernelKey['host']): Promise<List> {
    const waiting = this.#next.get(host);
    if (waiting) return waiting;
    const reading = this.#read(host);
    this.#next.set(host, reading);
    reading.catch(() => {}); // whoever asked may have left
    return reading;
  }

  async #read(host: UnikernelKey['host']): Promise<List> {
    await this.#current.get(host);
    const { promise: over, resolve } = Promise.withResolvers<void>();
    this.#current.set(host, over);
    try {
      return await this.#queue.add(() => {
        this.#next.delete(host);
        return this.#deps.hosts
          .get(host)
          .read((client, bound) => client.unikernels([], { signal: bound }));
      });
    } finally {
      void this.#rest(host, over, resolve);
    }
  }

  async #rest(host: string, over: Promise<void>, resolve: () => void): Promise<void> {
    await pause(this.#deps.timer, rest, new AbortController().signal);
    if (this.#current.get(host) === over) this.#current.delete(host);
    resolve();
  }
}
