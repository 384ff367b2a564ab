import { Problem } from '../../base/errors.ts';
import { shuttingDown } from '../../base/shutting-down.ts';
import { onAbort, pause, unlessAborted } from '../../base/timer.ts';
import { DatabaseUnusableError } from '../errors.ts';
import { serverLock } from './lock-name.ts';
import type { Connect, LockSession } from './lock-session.ts';
import { type SessionDeps, WatchedSession } from './watched-session.ts';

/** Milliseconds that one attempt to connect may take. */
const connectLimit = 3_000;
/** Milliseconds between two attempts to connect, or to take what is the server's own. */
const retryInterval = 1_000;
/** Attempts to take what is the server's own: the database may still hold it for one that was killed. */
const identityAttempts = 10;
/** Milliseconds that somebody waits for a session. */
const sessionWait = 5_000;

export interface ServerSessionsDeps extends SessionDeps {
  readonly connect: Connect;
  /** The id of this server. */
  readonly id: string;
}

/**
 * The session that holds what a server has taken, and a new one whenever it is lost: in that, only
 * the server's own identity is taken anew. Whoever opened it closes it.
 */
export class ServerSessions {
  readonly #deps: ServerSessionsDeps;
  readonly #closing = new AbortController();
  #current: Promise<WatchedSession>;

  private constructor(deps: ServerSessionsDeps) {
    this.#deps = deps;
    this.#current = this.#begin(null);
  }

  /** Begins as a server. Throws `DatabaseUnusableError` where one of its id runs. */
  static async open(deps: ServerSessionsDeps): Promise<ServerSessions> {
    const sessions = new ServerSessions(deps);
    await sessions.#current;
    return sessions;
  }

  /** The session that holds now. Rejects with `locks-unavailable`, and the signal's reason. */
  async current(signal?: AbortSignal): Promise<WatchedSession> {
    const waiting = new AbortController();
    using _leaving = onAbort(signal, () => waiting.abort(signal?.reason));
    using _elapsing = this.#deps.timer(sessionWait, () => waiting.abort(unavailable()));
    return await unlessAborted(this.#current, waiting.signal);
  }

  /** Gives back all that is held. */
  async close(): Promise<void> {
    this.#closing.abort(shuttingDown());
    const session = await this.#current.catch(() => null);
    await session?.close();
  }

  async #begin(former: LockSession | null): Promise<WatchedSession> {
    const session = new WatchedSession(await this.#connect(former), this.#deps);
    try {
      await this.#identify(session);
    } catch (error) {
      await session.close();
      throw error;
    }
    onAbort(session.lost, () => this.#replace(session));
    return session;
  }

  async #connect(former: LockSession | null): Promise<LockSession> {
    const { timer, connect, fellSilent } = this.#deps;
    const limit = new AbortController();
    using _elapsing = timer(connectLimit, () => {
      limit.abort(unavailable());
      fellSilent?.(connectLimit); // there is no session by whose silence it would be noticed
    });
    const connecting = connect(former);
    try {
      return await unlessAborted(connecting, limit.signal);
    } catch (error) {
      connecting.then(
        (late) => late.destroy(),
        () => {}, // it is what was thrown, or comes too late to matter
      );
      throw error;
    }
  }

  /** Takes what tells others that this server runs; it is not given back while it does. */
  async #identify(session: WatchedSession): Promise<void> {
    const request = { name: serverLock(this.#deps.id), mode: 'exclusive', left: 'ignore' } as const;
    const end = AbortSignal.any([session.lost, this.#closing.signal]);
    for (let attempt = 1; !(await session.take(request)); attempt += 1) {
      if (attempt === identityAttempts) {
        throw new DatabaseUnusableError('Another server runs with this data folder already.');
      }
      await pause(this.#deps.timer, retryInterval, end);
    }
  }

  #replace({ session, lost }: WatchedSession): void {
    if (this.#closing.signal.aborted) return;
    this.#deps.report(lost.reason);
    this.#current = this.#renew(session);
    this.#current.catch(() => {}); // whoever asks for it is told
  }

  async #renew(former: LockSession): Promise<WatchedSession> {
    for (;;) {
      try {
        return await this.#begin(former);
      } catch (error) {
        this.#deps.report(error);
        await pause(this.#deps.timer, retryInterval, this.#closing.signal);
      }
    }
  }
}

/** What whoever wants a lock gets while the database cannot be asked for it. */
export const unavailable = () =>
  new Problem(
    'locks-unavailable',
    'The server has no connection with the locks that it shares with other servers. Try again soon.',
    { headers: { 'Retry-After': '5' } },
  );
