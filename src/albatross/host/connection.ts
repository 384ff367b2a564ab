import type { Duplex } from 'node:stream';
import { type AlbatrossError, SilentCloseError, TimeoutError, TransportError } from '../errors.ts';

/** What becomes of the octets from the host. */
export interface Receiver {
  /** Octets in their order. What it throws ends the connection. */
  receive(octets: Buffer): void;
  /** Nothing more comes: the host has closed (null), or why it was cut short. Called at most once. */
  ended(failure: unknown): void;
}

interface TimeLimit {
  readonly phase: 'reply' | 'progress';
  readonly milliseconds: number;
}

/**
 * One opened stream and the only one that ends it: whichever comes first of the host's close, an
 * error, a time limit, the signal and its owner's `close` destroys it, and its one time limit.
 */
export class Connection {
  readonly #stream: Duplex;
  readonly #explain: (error: Error) => AlbatrossError;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.fail(this.#signal?.reason);
  #receiver: Receiver | null = null;
  #silent = true;
  #closed = false;
  #limit: TimeLimit | null = null;
  #timer: NodeJS.Timeout | undefined;
  #onClosed = () => {};

  constructor(stream: Duplex, explain: (error: Error) => AlbatrossError, signal?: AbortSignal) {
    this.#stream = stream;
    this.#explain = explain;
    this.#signal = signal;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Begins to receive, at once as the octets come: a host may answer and reset in one breath. */
  attach(receiver: Receiver): void {
    this.#receiver = receiver;
    this.#stream.on('error', (error) => this.fail(this.#explain(error)));
    this.#stream.on('end', () => this.#end(this.#silent ? silentClose() : null));
    this.#stream.on('close', () => this.fail(connectionLost()));
    this.#stream.on('data', (octets: Buffer) => this.#receive(octets));
    this.#signal?.addEventListener('abort', this.#onAbort);
    if (this.#signal?.aborted) this.#onAbort();
    else if (this.#stream.errored) this.fail(this.#explain(this.#stream.errored));
    else if (this.#stream.readableEnded) this.#end(silentClose());
    else if (this.#stream.destroyed) this.fail(connectionLost());
  }

  /** Lets the host wait; no time limit runs meanwhile. */
  pause(): void {
    this.#stream.pause();
    clearTimeout(this.#timer);
  }

  resume(): void {
    if (this.#closed || !this.#stream.isPaused()) return;
    this.#startTimer();
    this.#stream.resume();
  }

  /**
   * Fails with a `TimeoutError` after this long: for a reply counted from now, for progress from the
   * last octets that were received. Replaces the limit before.
   */
  limit(phase: TimeLimit['phase'], milliseconds: number): void {
    this.#limit = { phase, milliseconds };
    this.#startTimer();
  }

  /** From now on the host may be silent for ever. */
  unlimited(): void {
    this.#limit = null;
    clearTimeout(this.#timer);
  }

  /**
   * Sends octets; resolves when they are on their way, or when the connection is closed. The next
   * piece waits for the one before, since TLS would copy those that it is given together.
   */
  async send(pieces: readonly Uint8Array[]): Promise<void> {
    await nextPoll();
    for (const piece of pieces) {
      if (this.#closed) return;
      const written = Promise.withResolvers<void>();
      this.#stream.write(piece, () => written.resolve());
      await this.whileOpen(written.promise);
    }
  }

  /** What is waited for, or null where the connection is closed before that. */
  async whileOpen<T>(wait: Promise<T>): Promise<T | null> {
    const closed = Promise.withResolvers<null>();
    this.#onClosed = () => closed.resolve(null);
    if (this.#closed) closed.resolve(null);
    return Promise.race([wait, closed.promise]);
  }

  /** Ends the connection; the receiver, whose owner this is, hears nothing more. */
  close(): void {
    this.#receiver = null;
    this.#end(null);
  }

  /** Ends the connection for a reason, which the receiver is told. */
  fail(reason: unknown): void {
    this.#end(reason);
  }

  #receive(octets: Buffer): void {
    if (this.#closed) return;
    this.#silent = false;
    if (this.#limit?.phase === 'progress') this.#timer?.refresh();
    try {
      this.#receiver?.receive(octets);
    } catch (error) {
      this.fail(error);
    }
  }

  #startTimer(): void {
    clearTimeout(this.#timer);
    if (this.#closed || !this.#limit) return;
    const { phase, milliseconds } = this.#limit;
    const expire = () => this.fail(new TimeoutError(phase, milliseconds));
    this.#timer = setTimeout(expire, milliseconds);
  }

  #end(failure: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.unlimited();
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#stream.destroy();
    this.#onClosed();
    this.#receiver?.ended(failure);
  }
}

/**
 * Lets the event loop see first what the host has sent. Without that a host's last words and the
 * reset after them are often met by a write, whose error destroys the words unread.
 */
const nextPoll = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

const silentClose = () =>
  new SilentCloseError(
    'the host closed without an answer: it does not take this command; its log says why',
  );

const connectionLost = () => new TransportError('the connection was lost');
