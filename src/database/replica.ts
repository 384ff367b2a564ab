import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnusableError } from './errors.ts';
import type { Pool, PoolClient } from './postgresql.ts';

/** How something is taken: by one server alone, or by several that only read. */
export type Sharing = 'exclusive' | 'shared';

/** One server among those that share a database. Whoever opened it closes it. */
export interface Replica {
  /** Tells this server from the others, the same after a restart; empty where there are none. */
  readonly id: string;

  /**
   * Takes something that no other server may have then, as a volume that is changed; null where one
   * has it. What happens within this server is for others to put in order.
   */
  lock(name: string, sharing?: Sharing): Promise<Disposable | null>;

  /** Does `work` on what the server `id` left, unless that runs; it cannot start meanwhile. */
  inPlaceOf(id: string, work: () => Promise<void>): Promise<void>;

  close(): Promise<void>;
}

/** The server of a database that nobody else may open: nothing has to be taken from others. */
export const onlyReplica: Replica = {
  id: '',
  lock: async () => ({ [Symbol.dispose]: () => {} }),
  inPlaceOf: (_id, work) => work(),
  close: async () => {},
};

/** Attempts to begin, a second apart: PostgreSQL may still hold the locks of one that was killed. */
const attempts = 10;
const pauseLength = 1_000;

const statements = {
  exclusive: { take: 'pg_try_advisory_lock', give: 'pg_advisory_unlock' },
  shared: { take: 'pg_try_advisory_lock_shared', give: 'pg_advisory_unlock_shared' },
} as const;

/**
 * Has PostgreSQL notice within a minute that the machine of this connection is gone, which tells it
 * nothing; else it would hold the locks for hours.
 */
const noticeDeath =
  "select set_config('tcp_keepalives_idle', '30', false), " +
  "set_config('tcp_keepalives_interval', '10', false), " +
  "set_config('tcp_keepalives_count', '3', false)";

interface Held {
  readonly name: string;
  readonly sharing: Sharing;
}

/**
 * A server that shares a PostgreSQL database. What it has taken are advisory locks of one
 * connection, so that all of it is free when the process ends, however it does.
 */
export class SharedReplica implements Replica {
  readonly id: string;
  readonly #pool: Pool;
  readonly #held = new Set<Held>();
  readonly #report: (error: unknown) => void;
  #client: Promise<PoolClient>;
  #closed = false;

  private constructor(pool: Pool, id: string, report: (error: unknown) => void) {
    this.#pool = pool;
    this.id = id;
    this.#report = report;
    this.#held.add({ name: nameOf(id), sharing: 'exclusive' });
    this.#client = this.#connect();
  }

  /**
   * Begins as the server `id`. Throws `DatabaseUnusableError` where one of that id runs. `report` is
   * told when the connection was lost, which is made anew.
   */
  static async open(pool: Pool, id: string, report: (error: unknown) => void): Promise<Replica> {
    const replica = new SharedReplica(pool, id, report);
    await replica.#client;
    return replica;
  }

  async lock(name: string, sharing: Sharing = 'exclusive'): Promise<Disposable | null> {
    const held: Held = { name, sharing };
    if (!(await call(await this.#client, statements[sharing].take, name))) return null;
    this.#held.add(held);
    return {
      [Symbol.dispose]: () => {
        if (this.#held.delete(held)) this.#giveBack(held).catch(this.#report);
      },
    };
  }

  async inPlaceOf(id: string, work: () => Promise<void>): Promise<void> {
    const taken = await this.lock(nameOf(id));
    if (!taken) return;
    using _taken = taken;
    await work();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#client.catch(() => null);
    if (!client) return;
    // Before the connection ends, so that who waits for it finds all of it free.
    await client.query('select pg_advisory_unlock_all()').catch(this.#report);
    client.release(true);
  }

  async #giveBack({ name, sharing }: Held): Promise<void> {
    if (!this.#closed) await call(await this.#client, statements[sharing].give, name);
  }

  /** A connection that has all that is held. */
  async #connect(): Promise<PoolClient> {
    const client = await this.#pool.connect();
    try {
      await client.query(noticeDeath);
      for (const held of this.#held) await takeAgain(client, held);
    } catch (error) {
      client.release(true);
      throw error;
    }
    client.on('end', () => {
      if (this.#closed) return;
      client.release(true); // else the pool would wait for it when it is closed
      this.#reconnect();
    });
    return client;
  }

  #reconnect(): void {
    if (this.#closed) return;
    this.#report(new Error('The connection that holds this server’s locks was lost.'));
    this.#client = sleep(pauseLength).then(() => this.#connect());
    this.#client.catch((error) => {
      this.#report(error);
      this.#reconnect();
    });
  }
}

/** Takes something that is this server's. Throws `DatabaseUnusableError` where another one has it. */
async function takeAgain(client: PoolClient, { name, sharing }: Held): Promise<void> {
  for (let attempt = 1; !(await call(client, statements[sharing].take, name)); attempt += 1) {
    if (attempt === attempts) {
      throw new DatabaseUnusableError('Another server runs with this data folder already.');
    }
    await sleep(pauseLength);
  }
}

/** As what a server that runs is known to the others. */
const nameOf = (id: string) => `server/${id}`;

async function call(client: PoolClient, statement: string, name: string): Promise<boolean> {
  const text = `select ${statement}(hashtextextended($1, 0)) as done`;
  const [row] = (await client.query(text, [name])).rows;
  return Reflect.get(Object(row), 'done') === true;
}
