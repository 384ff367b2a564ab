import type { Duplex } from 'node:stream';
import { TransportError } from '../errors.ts';
import { immediately, type Limiter } from '../limiter.ts';
import type { Destination } from './destination.ts';
import { ChannelRefusedError } from './errors.ts';
import type { KeepAlive, SshLogin } from './handshake.ts';
import { retryWhileSocketBusy } from './retry-busy-socket.ts';
import { Semaphore } from './semaphore.ts';
import { Session } from './session.ts';
import { unlessAborted, within } from './wait.ts';

/** What bounds a connection, and the channels in it. Times are milliseconds. */
export interface SshLimits {
  /** For TCP, handshake and login together. */
  readonly connectTimeout: number;
  /** For the host's answer to the wish for a channel. */
  readonly channelTimeout: number;
  /** For a daemon that has no room for another connection at the moment. */
  readonly busySocketPatience: number;
  /** For a slot, when all of `channels` are taken. */
  readonly slotTimeout: number;
  /** At a time: each takes a file descriptor of the host's sshd. */
  readonly channels: number;
  /** Without a channel for this long, the connection is closed. */
  readonly idleTimeout: number;
  /** Slow enough for one that has to wait behind what is being sent. */
  readonly keepAlive: KeepAlive;
}

const defaultSshLimits: SshLimits = {
  connectTimeout: 10_000,
  channelTimeout: 10_000,
  busySocketPatience: 1_000,
  slotTimeout: 10_000,
  channels: 256,
  idleTimeout: 300_000,
  keepAlive: { interval: 15_000, count: 3 },
};

/** How a connection goes together with those to other hosts. */
export interface SshConnectionDeps {
  /** Holds connecting back; its time limit begins when it is let through. */
  readonly connectLimiter?: Limiter;
  /**
   * Told the signal of each `open`, or none, once nothing but the host is waited for any more: the
   * connection is there, or is let through.
   */
  readonly onTurn?: (signal: AbortSignal | undefined) => void;
}

/**
 * The way to a host over SSH: one connection, made when it is needed and shared by all who ask, closed
 * when nobody has for long, and made again by the next one after a loss. Nothing is ever sent twice:
 * a loss is the error of every channel.
 */
export class SshConnection implements AsyncDisposable {
  readonly #login: SshLogin;
  readonly #limits: SshLimits;
  readonly #deps: SshConnectionDeps;
  readonly #slots: Semaphore;
  readonly #closing = new AbortController();
  /** The one for further channels. */
  #session: Promise<Session> | null = null;
  /** Those that are not ended: a retired one lasts as long as its channels. */
  readonly #sessions = new Set<Session>();
  /** When the latest connecting was let through. */
  #letThrough = Promise.withResolvers<void>();
  #users = 0;
  #idle: NodeJS.Timeout | undefined;
  #retired = false;

  constructor(login: SshLogin, limits: Partial<SshLimits> = {}, deps: SshConnectionDeps = {}) {
    this.#login = login;
    this.#limits = { ...defaultSshLimits, ...limits };
    this.#deps = deps;
    this.#slots = new Semaphore(this.#limits.channels);
  }

  /**
   * Opens a channel, which belongs to the caller, who destroys it; its errors are `TransportError`s.
   * Rejects with `HostKeyError`, `SshKeyRefusedError`, `ChannelRefusedError`, `TransportError`,
   * `TimeoutError` (phase connect) or the signal's reason, which ends this wait only.
   */
  async open(destination: Destination, signal?: AbortSignal): Promise<Duplex> {
    const leave = await this.#enter(signal);
    try {
      const stream = await this.#openOnce(destination, signal);
      stream.once('close', leave);
      return stream;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** From now on the connection is closed as soon as nobody needs it. */
  retire(): void {
    this.#retired = true;
    if (this.#users === 0) this.#rest();
  }

  /** Ends the connection, its channels and all waits with a `TransportError`; nothing is opened any more. */
  async close(): Promise<void> {
    const reason = new TransportError('the SSH connection was closed');
    if (!this.#closing.signal.aborted) this.#closing.abort(reason);
    clearTimeout(this.#idle);
    await this.#session?.catch(() => null);
    for (const session of this.#sessions) session.end(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #enter(signal: AbortSignal | undefined): Promise<() => void> {
    const leave = await within(this.#limits.slotTimeout, [signal, this.#closing.signal], (bound) =>
      this.#slots.acquire(bound),
    );
    this.#users++;
    clearTimeout(this.#idle);
    return () => {
      leave();
      this.#users--;
      if (this.#users === 0) this.#rest();
    };
  }

  /**
   * A loss that nobody had noticed yet is met by another try: in a channel nothing was sent so far.
   * Whom a host lets where, it decides at the login (a user's groups, `authorized_keys`, sshd's
   * configuration): after a refusal the next one logs in anew.
   */
  async #openOnce(destination: Destination, signal: AbortSignal | undefined): Promise<Duplex> {
    const session = await this.#connected(signal);
    try {
      return await this.#openIn(session, destination, signal);
    } catch (error) {
      if (error instanceof ChannelRefusedError) session.retire();
      if (!session.lost.aborted || error !== session.lost.reason) throw error;
    }
    return await this.#openIn(await this.#connected(signal), destination, signal);
  }

  async #connected(signal: AbortSignal | undefined): Promise<Session> {
    this.#session ??= this.#connect();
    const { onTurn } = this.#deps;
    if (onTurn) void this.#letThrough.promise.then(() => onTurn(signal));
    return await (signal ? unlessAborted(this.#session, signal) : this.#session);
  }

  /** Goes on whoever leaves: others may wait for it, and the next one will need it. */
  #connect(): Promise<Session> {
    const { connectLimiter = immediately } = this.#deps;
    const letThrough = Promise.withResolvers<void>();
    this.#letThrough = letThrough;
    const session = connectLimiter(() => {
      letThrough.resolve();
      return this.#start();
    }, this.#closing.signal);
    const forget = () => {
      if (this.#session === session) this.#session = null;
    };
    session.then(({ over }) => over.addEventListener('abort', forget)).catch(forget);
    return session;
  }

  async #start(): Promise<Session> {
    const { connectTimeout, keepAlive } = this.#limits;
    const session = await within(connectTimeout, [this.#closing.signal], (bound) =>
      Session.start(this.#login, keepAlive, bound),
    );
    this.#sessions.add(session);
    session.lost.addEventListener('abort', () => this.#sessions.delete(session));
    return session;
  }

  #openIn(session: Session, destination: Destination, signal: AbortSignal | undefined) {
    const { channelTimeout, busySocketPatience } = this.#limits;
    return within(channelTimeout, [signal, this.#closing.signal], (bound) =>
      retryWhileSocketBusy(() => session.open(destination, bound), busySocketPatience, bound),
    );
  }

  /** A channel's owner may be the last one, and gone long before the connection is closed for it. */
  #rest(): void {
    if (this.#closing.signal.aborted) return;
    const patience = this.#retired ? 0 : this.#limits.idleTimeout;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#closeIdle(), patience);
    this.#idle.unref();
  }

  async #closeIdle(): Promise<void> {
    const session = await this.#session?.catch(() => null);
    if (this.#users === 0) session?.end(new TransportError('the SSH connection was idle'));
  }
}
