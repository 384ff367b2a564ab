import { AlbatrossError, InvalidNameError } from '../albatross/errors.ts';
import type { Host } from '../albatross/host/host.ts';
import type { Label } from '../albatross/names.ts';
import type { QueueLoad } from '../base/fair-queue.ts';
import { firstOf, onAbort, type Timer } from '../base/timer.ts';
import { type DegradedReason, meaningOf } from './error-meanings.ts';
import type { HandshakeLimiter } from './handshake-limiter.ts';
import type { Health, HostPart } from './health.ts';
import { HostSlots, type SlotRequest } from './host-slots.ts';
import type { ReadingSteps } from './list-reading.ts';
import type { ChangeOptions, HostOperation, SlotKind } from './managed-host.ts';
import { problemOf } from './problems.ts';

/** Operations at a time on one host (docs/architecture.md, Hosts). */
const commandSlots = 8;
const transferSlots = 5;
const imageSlots = 4;

/** Transfers that one domain ever has at a time, since they may take hours: who reads may be slow. */
const transfersOfOne = 2;

export interface OperationsDeps {
  readonly name: Label;
  readonly client: Host;
  /** Where the client's handshakes wait for their turn. */
  readonly handshakes: HandshakeLimiter;
  readonly health: Health;
  readonly timer: Timer;
  /** A subscription failed by what may concern all of the host: it is to be asked. */
  readonly doubted: () => void;
}

/** What reads something, and of which part of the host. */
export interface ReadRequest extends SlotRequest {
  /** Default: the commands. */
  readonly part?: HostPart;
}

/** Carries operations out on one host: their slots, ends, second attempts, and what is learned. */
export class Operations {
  readonly #deps: OperationsDeps;
  readonly #slots: Readonly<Record<SlotKind, HostSlots>>;
  readonly #closing = new AbortController();

  constructor(deps: OperationsDeps) {
    const { name, timer } = deps;
    this.#deps = deps;
    this.#slots = {
      command: new HostSlots(name, commandSlots, timer),
      transfer: new HostSlots(name, transferSlots, timer, transfersOfOne),
      image: new HostSlots(name, imageSlots, timer),
    };
  }

  /** How full its slots are, by their kind. */
  get load(): Readonly<Record<SlotKind, QueueLoad>> {
    const { command, transfer, image } = this.#slots;
    return { command: command.load, transfer: transfer.load, image: image.load };
  }

  /** Reads in a command's slot, once more where the connection was at fault. */
  read<T>(
    operation: HostOperation<T>,
    request: ReadRequest = {},
    steps?: ReadingSteps,
  ): Promise<T> {
    const { signal, part } = request;
    const readOnce = () => this.#attempt(operation, signal, steps?.begun);
    const readTwice = () => {
      steps?.slotTaken();
      return readOnce().catch((error) => {
        if (signal?.aborted || !mayBeTheConnection(error)) throw error;
        return readOnce();
      });
    };
    return this.#slots.command.run(() => this.#settle(readTwice(), part), request);
  }

  /** Carries out once; what has begun is broken off by `lost` alone. */
  change<T>(
    operation: HostOperation<T>,
    { slot = 'command', signal, lost, domain }: ChangeOptions & SlotRequest = {},
  ): Promise<T> {
    const changeOnce = () => this.#attempt(operation, lost);
    const request = { domain, signal: firstOf(signal, lost) };
    return this.#slots[slot].run(() => this.#settle(changeOnce()), request);
  }

  /** Carries out once, in a transfer's slot, until the signal aborts. */
  transfer<T>(operation: HostOperation<T>, request: SlotRequest = {}): Promise<T> {
    const transferOnce = () => this.#attempt(operation, request.signal);
    return this.#slots.transfer.run(() => this.#settle(transferOnce()), request);
  }

  /** Begins a subscription, which has no slot; how it is lost is learned of its part, too. */
  async subscribe<T>(
    part: Exclude<HostPart, 'commands'>,
    operation: HostOperation<AsyncIterable<T>>,
    signal: AbortSignal,
  ): Promise<AsyncIterable<T>> {
    const items = await this.#settle(operation(this.#deps.client, signal), part);
    return this.#observed(items, part);
  }

  /** Asks for what only some releases have, without a slot: nothing is learned of the host's health. */
  async ask<T>(operation: HostOperation<T>, signal: AbortSignal): Promise<T> {
    try {
      return await operation(this.#deps.client, signal);
    } catch (error) {
      if (!(error instanceof AlbatrossError)) throw error;
      throw problemOf(error, this.#deps.name);
    }
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
    bound.signal.throwIfAborted();
    if (begun) this.#deps.handshakes.onceBegun(bound.signal, begun);
    return await operation(this.#deps.client, bound.signal);
  }

  async #settle<T>(result: Promise<T>, part: HostPart = 'commands'): Promise<T> {
    try {
      const value = await result;
      this.#deps.health.answered(part);
      return value;
    } catch (error) {
      throw this.#learn(error, part);
    }
  }

  async *#observed<T>(items: AsyncIterable<T>, part: HostPart): AsyncGenerator<T> {
    try {
      yield* items;
    } catch (error) {
      throw this.#learn(error, part);
    }
  }

  #learn(error: unknown, part: HostPart): unknown {
    if (!(error instanceof AlbatrossError) || error instanceof InvalidNameError) return error;
    const { health, doubted } = this.#deps;
    health.failed(error, part);
    const { reason } = meaningOf(error);
    if (part !== 'commands' && reason !== null && !partial.has(reason)) doubted();
    return problemOf(error, this.#deps.name);
  }
}

/** What one channel or daemon may have by itself. */
const partial: ReadonlySet<DegradedReason> = new Set(['forwarding', 'incompatible']);

/** Whether a fresh connection might do better. */
const mayBeTheConnection = (error: unknown): boolean =>
  error instanceof AlbatrossError && meaningOf(error).retry;
