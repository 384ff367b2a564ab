import { pause } from '../../base/timer.ts';
import { LocalLocks } from './local-locks.ts';
import type { LockName } from './lock-name.ts';
import type { AcquireOptions, Lock, Locks } from './locks.ts';
import { type ServerSessions, unavailable } from './server-sessions.ts';
import type { SessionDeps, SessionRequest } from './watched-session.ts';

/** Milliseconds between two looks whether another server still has what is waited for. */
const lookInterval = 250;
/** Sessions that may be lost under one attempt to take a lock. */
const maxSessions = 2;

export type SharedLocksDeps = Pick<SessionDeps, 'timer' | 'now'> & {
  readonly sessions: Pick<ServerSessions, 'current'>;
};

/**
 * The locks of a server among others: each is taken in this process first, and then among the
 * servers. Between servers, who waits to be alone may be overtaken.
 */
export class SharedLocks implements Locks {
  readonly #deps: SharedLocksDeps;
  readonly #local: LocalLocks;

  constructor(deps: SharedLocksDeps) {
    this.#deps = deps;
    this.#local = new LocalLocks(deps.timer);
  }

  async acquire(name: LockName, options: AcquireOptions = {}): Promise<Lock | null> {
    const { mode = 'exclusive', wait = 0, signal, yields = false } = options;
    const until = this.#deps.now() + wait;
    const local = await this.#local.acquire(name, options);
    if (!local) return null;
    await using holding = new AsyncDisposableStack();
    holding.use(local);
    const left = yields ? 'wait-out-of-it' : 'wait-out';
    const shared = await this.#wait({ name, mode, signal, left }, until);
    if (!shared) return null;
    holding.use(shared);
    const held = holding.move();
    return { lost: shared.lost, [Symbol.asyncDispose]: () => held.disposeAsync() };
  }

  async #wait(request: SessionRequest, until: number): Promise<Lock | null> {
    const { timer, now } = this.#deps;
    const { signal = new AbortController().signal } = request;
    for (;;) {
      const lock = await this.#take(request);
      if (lock || now() >= until) return lock;
      await pause(timer, lookInterval, signal);
    }
  }

  /** Takes it in another session where one is lost meanwhile, which then holds nothing of it. */
  async #take(request: SessionRequest): Promise<Lock | null> {
    for (let count = 1; count <= maxSessions; count += 1) {
      const session = await this.#deps.sessions.current(request.signal);
      try {
        return await session.take(request);
      } catch (error) {
        if (request.signal?.aborted || !session.lost.aborted) throw error;
      }
    }
    throw unavailable();
  }
}
