import * as z from 'zod';
import type { PoolClient, QueryResult } from '../postgresql.ts';
import type { Claim, LockSession, Taking } from './lock-session.ts';
import { type Holder, statementsFor } from './lock-statements.ts';

const attemptSchema = z.object({ taken: z.string() });
const leftSchema = z.array(z.object({ id: z.string() }));

/** So many pings, an hour, pass until the rows of what is held are made anew: those of a day are swept away. */
export const pingsToRenewal = 3_600;

/** What of a session the database knows it by. */
export interface Backend {
  readonly pid: number;
  readonly startedAt: string;
}

/** Locks of PostgreSQL (session-level advisory locks), on a connection of their own. */
export class PostgresSession implements LockSession {
  readonly backend: Backend;
  readonly #client: PoolClient;
  readonly #statements: ReturnType<typeof statementsFor>;
  #ended: (cause: Error | undefined) => void = () => {};
  #isOver = false;
  #pings = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(client: PoolClient, backend: Backend, holder: Holder) {
    this.backend = backend;
    this.#client = client;
    this.#statements = statementsFor(holder);
    client.on('error', (cause) => this.#end(cause));
    client.on('end', () => this.#end());
  }

  take(claim: Claim): Promise<Taking> {
    return this.#inTurn(async () => {
      try {
        return await this.#attempt(claim);
      } catch (error) {
        // Whether it was taken before the rest failed, only the session knows.
        await this.#all(this.#statements.undo(claim)).catch(() => {}); // it has ended
        throw error;
      }
    });
  }

  give(claim: Claim): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#all(this.#statements.give(claim));
      } catch (error) {
        await this.#all(this.#statements.giveOnly(claim));
        throw error;
      }
    });
  }

  async ping(): Promise<void> {
    this.#pings += 1;
    const isDue = this.#pings % pingsToRenewal === 0;
    const question = isDue ? this.#statements.renew : 'select 1';
    await this.#inTurn(() => this.#client.query(question));
  }

  onEnd(ended: (cause: Error | undefined) => void): void {
    this.#ended = ended;
  }

  async close(): Promise<void> {
    try {
      await this.#inTurn(() => this.#all(this.#statements.giveAll));
    } finally {
      this.destroy();
    }
  }

  destroy(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#client.release(true);
  }

  async #attempt(claim: Claim): Promise<Taking> {
    const [, attempt, , , left] = await this.#all(this.#statements.take(claim));
    const { taken } = attemptSchema.parse(attempt?.rows[0]);
    return { taken: taken === claim.id, left: leftSchema.parse(left?.rows).map(({ id }) => id) };
  }

  /** Waits until what was begun before is over, however it ends: a connection does one thing at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.then(
      () => {},
      () => {}, // it is told to whom it matters
    );
    return done;
  }

  async #all(statements: string): Promise<readonly QueryResult[]> {
    return [await this.#client.query(statements)].flat();
  }

  #end(cause?: Error): void {
    if (this.#isOver) return;
    this.destroy(); // else the pool would wait for it when it is closed
    this.#ended(cause);
  }
}
