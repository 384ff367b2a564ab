import { AlbatrossError, InvalidNameError } from '../albatross/errors.ts';
import type { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import { onAbort, type Timer } from '../base/timer.ts';
import type { HandshakeLimiter } from './handshake-limiter.ts';
import type { Health } from './health.ts';
import type { ReadingSteps } from './list-reading.ts';
import type { HostOperation, Place } from './managed-host.ts';
import { PlaceGate } from './place-gate.ts';
import { problemOf } from './problems.ts';

/** Operations at a time on one host (DESIGN section 6). */
const commandPlaces = 8;
const transferPlaces = 4;

export interface OperationsOptions {
  readonly name: Label;
  readonly client: Host;
  /** Where the client's handshakes wait for their turn. */
  readonly handshakes: HandshakeLimiter;
  readonly health: Health;
  readonly timer: Timer;
}

/** Carries operations out on one host: their places, ends, second attempts, and what is learned. */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #places: Readonly<Record<Place, PlaceGate>>;
  readonly #closing = new AbortController();

  constructor(options: OperationsOptions) {
    const { name, timer } = options;
    this.#options = options;
    this.#places = {
      command: new PlaceGate(name, commandPlaces, timer),
      transfer: new PlaceGate(name, transferPlaces, timer),
    };
  }

  /** Reads in a command's place, once more where the connection was at fault. */
  read<T>(operation: HostOperation<T>, signal?: AbortSignal, steps?: ReadingSteps): Promise<T> {
    const readOnce = () => this.#attempt(operation, signal, steps?.begun);
    const readTwice = () => {
      steps?.placed();
      return readOnce().catch((error) => {
        if (signal?.aborted || !mayBeTheConnection(error)) throw error;
        return readOnce();
      });
    };
    return this.#places.command.run(() => this.#settle(readTwice()), signal);
  }

  /** Carries out once, whatever becomes of the signal when it has begun. */
  change<T>(operation: HostOperation<T>, place: Place, signal?: AbortSignal): Promise<T> {
    const changeOnce = () => this.#attempt(operation);
    return this.#places[place].run(() => this.#settle(changeOnce()), signal);
  }

  /** Carries out once, in a transfer's place, until the signal aborts. */
  transfer<T>(operation: HostOperation<T>, signal?: AbortSignal): Promise<T> {
    const transferOnce = () => this.#attempt(operation, signal);
    return this.#places.transfer.run(() => this.#settle(transferOnce()), signal);
  }

  /** Begins a subscription, which has no place; how it is lost is learned, too. */
  async subscribe<T>(
    operation: HostOperation<AsyncIterable<T>>,
    signal: AbortSignal,
  ): Promise<AsyncIterable<T>> {
    const items = await this.#settle(operation(this.#options.client, signal));
    return this.#observed(items);
  }

  /** Ends all that runs. */
  close(reason: Error): void {
    this.#closing.abort(reason);
  }

  async #attempt<T>(
    operation: HostOperation<T>,
    signal?: AbortSignal,
    begun?: () => void,
  ): Promise<T> {
    const bound = new AbortController();
    const closing = this.#closing.signal;
    using _closing = onAbort(closing, () => bound.abort(closing.reason));
    using _leaving = onAbort(signal, () => bound.abort(signal?.reason));
    if (begun) this.#options.handshakes.onceBegun(bound.signal, begun);
    return await operation(this.#options.client, bound.signal);
  }

  async #settle<T>(result: Promise<T>): Promise<T> {
    try {
      const value = await result;
      this.#options.health.answered();
      return value;
    } catch (error) {
      throw this.#learn(error);
    }
  }

  async *#observed<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* items;
    } catch (error) {
      throw this.#learn(error);
    }
  }

  #learn(error: unknown): unknown {
    if (!(error instanceof AlbatrossError) || error instanceof InvalidNameError) return error;
    this.#options.health.failed(error);
    return problemOf(error, this.#options.name);
  }
}

const connectionFaults: ReadonlySet<AlbatrossError['code']> = new Set([
  'transport',
  'silent-close',
  'malformed-message',
]);

/** Whether a fresh connection might do better: not where the host has answered or was too slow. */
const mayBeTheConnection = (error: unknown): boolean =>
  error instanceof AlbatrossError && connectionFaults.has(error.code);
