import { AsyncLocalStorage } from 'node:async_hooks';
import type { MonotonicClock } from '../base/clock.ts';
import type { Timer } from '../base/timer.ts';
import { DatabaseUnreachableError } from './errors.ts';

/** A connection of a pool, as `pg` has it, whose types are not published with it. */
export interface LentClient {
  /** Gives it back, to be closed where `destroy`. The pool sets it anew each time. */
  release: (destroy?: boolean | Error) => void;
  on(event: 'end', listener: () => void): unknown;
  off(event: 'end', listener: () => void): unknown;
}

type Lent<C> = (error: Error | undefined, client?: C, release?: LentClient['release']) => void;

/** As much of `pg`'s pool as loans need. */
export interface LendingPool<C extends LentClient> {
  connect: ((lent?: Lent<C>) => Promise<C> | undefined) | ((lent: Lent<C>) => unknown);
}

export interface LoansDeps {
  readonly timer: Timer;
  readonly now: MonotonicClock;
  /** Milliseconds in place of `maxLoan`. */
  readonly limit?: number;
}

/** Milliseconds that a connection may be away: whoever has one waits for the database alone. */
export const maxLoan = 30_000;

/** What the pool says to who has waited in vain for others to give a connection back. */
const noneCameBack = 'timeout exceeded when trying to connect';

/**
 * Has every connection come back to its pool, and so be replaced, whatever becomes of what it was
 * lent for: at once when it ends, since who began a transaction on it keeps it where its end fails,
 * and after `maxLoan` where the database is silent.
 */
export class Loans<C extends LentClient> {
  readonly #deps: LoansDeps;
  readonly #connect: (lent: Lent<C>) => unknown;
  /** Is there for work that may take as long as it needs. */
  readonly #patient = new AsyncLocalStorage<true>();
  #starvedSince: number | null = null;

  /** Whoever asks the pool for a connection has it lent from here then. */
  constructor(pool: LendingPool<C>, deps: LoansDeps) {
    this.#deps = deps;
    this.#connect = pool.connect.bind(pool);
    const { limit = maxLoan } = deps;
    pool.connect = (lent?: Lent<C>) => {
      const within = this.#patient.getStore() ? null : limit;
      if (!lent) return this.#lend(within);
      this.#ask(within, lent);
      return undefined;
    };
  }

  /** A connection for as long as it is there, as for what a session holds. */
  lendForGood(): Promise<C> {
    return this.#lend(null);
  }

  /** Lets what this work borrows be away for longer, as for migrations. */
  withoutLimit<T>(work: () => Promise<T>): Promise<T> {
    return this.#patient.run(true, work);
  }

  /** Milliseconds since when every connection has been away, and none has come back. */
  starvedFor(): number {
    return this.#starvedSince === null ? 0 : this.#deps.now() - this.#starvedSince;
  }

  #lend(limit: number | null): Promise<C> {
    const { promise, resolve, reject } = Promise.withResolvers<C>();
    this.#ask(limit, (error, client) => {
      if (client) resolve(client);
      else reject(error);
    });
    return promise;
  }

  #ask(limit: number | null, lent: Lent<C>): void {
    this.#connect((error, client) => {
      this.#note(error);
      if (client) this.#watch(client, limit);
      lent(error && unreachable(error), client, client?.release);
    });
  }

  #note(error: Error | undefined): void {
    if (error?.message === noneCameBack) this.#starvedSince ??= this.#deps.now();
    else this.#starvedSince = null;
  }

  /** It goes back once, whoever is the first to give it back. */
  #watch(client: C, limit: number | null): void {
    const giveBack = client.release;
    const loan = new DisposableStack();
    const release: LentClient['release'] = (destroy) => {
      if (loan.disposed) return;
      loan.dispose();
      giveBack(destroy);
    };
    const end = () => release(true);
    client.release = release;
    client.on('end', end);
    loan.defer(() => client.off('end', end));
    if (limit !== null) loan.use(this.#deps.timer(limit, end));
  }
}

/** Where the network has failed, too, which does not say what it was to reach. */
function unreachable(cause: Error): Error {
  return new DatabaseUnreachableError(cause.message, { cause });
}
