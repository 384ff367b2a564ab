import { randomUUID } from 'node:crypto';
import type { MonotonicClock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { LockName } from './lock-name.ts';
import type { Claim, LockSession } from './lock-session.ts';
import type { Lock, LockMode } from './locks.ts';

/** Milliseconds between two questions whether the session is there. */
export const pingInterval = 500;
/** Milliseconds without an answer after which the session, and all that it holds, is lost. */
export const silenceLimit = 3_000;
/** Milliseconds that a former holder is given to notice that it has lost a lock. */
export const noticeTime = 5_000;

/** What is done about a claim that was never given back. */
export type LeftClaims = 'wait-out' | 'wait-out-of-it' | 'ignore';

export interface SessionRequest {
  readonly name: LockName;
  readonly mode: LockMode;
  readonly left: LeftClaims;
  readonly signal?: AbortSignal | undefined;
}

export interface SessionDeps {
  readonly timer: Timer;
  readonly now: MonotonicClock;
  /** Is told what went wrong and harms nobody but who waits. */
  readonly report: (error: unknown) => void;
  /** Is told for how many milliseconds the database is silent, where nothing has ended the session. */
  readonly fellSilent?: (silentFor: number) => void;
}

/** A session that is asked again and again whether it is there, and is lost where it is silent. */
export class WatchedSession {
  readonly session: LockSession;
  readonly #deps: SessionDeps;
  readonly #lost = new AbortController();
  /** When the newest question that was answered was asked. */
  #heardAt: number;
  #pinging = false;
  #alarm: Disposable | null = null;

  constructor(session: LockSession, deps: SessionDeps) {
    this.session = session;
    this.#deps = deps;
    this.#heardAt = deps.now();
    session.onEnd((cause) => this.#lose('ended', cause));
    this.#watch();
  }

  /** Aborts with `lock-lost` when the session does not hold any more what it held. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Takes a lock, null where another server has it. Rejects as `signal` and `lost` say. */
  async take(request: SessionRequest, known: readonly string[] = []): Promise<Lock | null> {
    const { name, mode, left: policy, signal } = request;
    const claim: Claim = { id: randomUUID(), name, mode };
    const { taken, left } = await this.#answer(this.session.take(claim));
    if (!taken) return null;
    await using giving = new AsyncDisposableStack();
    giving.defer(() => this.#give(claim));
    const news = policy === 'ignore' ? [] : left.filter((id) => !known.includes(id));
    if (news.length > 0 && policy === 'wait-out-of-it') {
      await giving.disposeAsync();
      await this.#waitOut(signal);
      return await this.take(request, left);
    }
    if (news.length > 0) await this.#waitOut(signal);
    signal?.throwIfAborted();
    this.lost.throwIfAborted();
    const held = giving.move();
    return { lost: this.lost, [Symbol.asyncDispose]: () => held.disposeAsync() };
  }

  /** Gives back all that is held, and ends; nothing is lost thereby. */
  async close(): Promise<void> {
    if (this.lost.aborted) return;
    await this.session.close().catch(this.#deps.report);
    this.#alarm?.[Symbol.dispose]();
  }

  async #give(claim: Claim): Promise<void> {
    if (this.lost.aborted) return;
    await this.#answer(this.session.give(claim)).catch(this.#deps.report);
  }

  async #waitOut(signal: AbortSignal | undefined): Promise<void> {
    const end = signal ? AbortSignal.any([signal, this.lost]) : this.lost;
    await pause(this.#deps.timer, noticeTime, end);
  }

  /** What is answered shows that the session was there when it was asked for. */
  async #answer<T>(asked: Promise<T>): Promise<T> {
    const askedAt = this.#deps.now();
    const answer = await asked;
    this.#heardAt = Math.max(this.#heardAt, askedAt);
    return answer;
  }

  #watch(): void {
    const { now, timer, fellSilent } = this.#deps;
    const remaining = this.#heardAt + silenceLimit - now();
    if (remaining <= 0) {
      this.#lose(`gave no answer for ${silenceLimit / 1000} s`);
      fellSilent?.(silenceLimit);
      return;
    }
    this.#alarm = timer(Math.min(pingInterval, remaining), () => this.#watch());
    if (!this.#pinging) void this.#ping();
  }

  async #ping(): Promise<void> {
    this.#pinging = true;
    await this.#answer(this.session.ping()).catch(() => {}); // it ends, or is silent for too long
    this.#pinging = false;
  }

  #lose(how: string, cause?: Error): void {
    if (this.lost.aborted) return;
    this.#alarm?.[Symbol.dispose]();
    const detail =
      `The server’s connection with its locks ${how}, so that another server may change the same: ` +
      'what was being done was broken off.';
    this.#lost.abort(new Problem('lock-lost', detail, { cause, headers: { 'Retry-After': '10' } }));
    this.session.destroy();
  }
}
