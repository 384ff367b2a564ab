import * as z from 'zod';
import type { Clock } from '../base/clock.ts';
import { type Addition, Counters, type CountStore } from './counters.ts';
import { MemoryStore } from './memory-counters.ts';

/** Connections to PostgreSQL: one statement at a time, on any of them. */
interface Pool {
  query(statement: unknown): Promise<unknown>;
}

/** Where the counts are kept; `orm-options.ts` knows that this table is not an entity's. */
const createTable =
  'create table if not exists limits ' +
  '(key varchar(255) primary key, points integer not null default 0, expire bigint)';

/** PostgreSQL says so where another server makes a table at the same moment. */
const isMadeMeanwhile = z.object({ code: z.literal('23505') });

const counted = z.object({ rows: z.tuple([z.object({ values: z.array(z.int().nullable()) })]) });

/**
 * Counters that all servers share which share a PostgreSQL database, by connections of `pool`. While
 * that takes no writes, each server counts by itself: whoever reads need not wait for it.
 */
export async function sharedCounters(pool: Pool, clock: Clock): Promise<Counters> {
  try {
    await pool.query({ text: createTable });
  } catch (error) {
    if (!isMadeMeanwhile.safeParse(error).success) throw error;
  }
  return new Counters(new SharedStore(pool), clock);
}

class SharedStore implements CountStore {
  readonly #pool: Pool;
  readonly #own = new MemoryStore();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async add(additions: readonly Addition[]): Promise<readonly number[]> {
    const values = additions.flatMap(({ key, more, max, endsAt }) => [
      ...[key, more, endsAt.getTime(), Math.min(max, Number.MAX_SAFE_INTEGER)],
    ]);
    values.pop(); // behind the last one comes nothing
    try {
      const { rows } = counted.parse(await this.#ask(addingTo(additions.length), values));
      return rows[0].values.filter((value) => value !== null);
    } catch {
      return await this.#own.add(additions);
    }
  }

  async takeBack(key: string): Promise<void> {
    const text = 'update limits set points = points - 1 where key = $1';
    await this.#ask(text, [key]).catch(() => this.#own.takeBack(key));
  }

  async forget(key: string): Promise<void> {
    const text = 'delete from limits where key = $1';
    await this.#ask(text, [key]).catch(() => this.#own.forget(key));
  }

  async purge(before: Date): Promise<void> {
    await this.#own.purge(before);
    await this.#ask('delete from limits where expire < $1', [before.getTime()]);
  }

  async #ask(text: string, values: readonly unknown[]): Promise<unknown> {
    return await this.#pool.query({ text, values });
  }
}

/**
 * Adds to so many counts in one statement: each `$key, $more, $end, $max`, and only where the one before did not come
 * to more than its max. Nobody waits for the disk: what a crash of the database's machine forgets of the last moment was
 * let through, and memory forgets more.
 */
function addingTo(count: number): string {
  const steps = Array.from({ length: count }, (_, index) => {
    const [key, more, end] = [1, 2, 3].map((place) => `$${index * 4 + place}`);
    const before =
      index === 0 ? 'unhurried' : `step${index - 1} where points <= $${index * 4}::bigint`;
    return (
      `step${index} as (insert into limits (key, points, expire) ` +
      `select ${key}, ${more}::integer, ${end}::bigint from ${before} ` +
      'on conflict (key) do update set points = limits.points + excluded.points returning points)'
    );
  });
  const values = steps.map((_, index) => `(select points from step${index})`);
  return (
    "with unhurried as (select set_config('synchronous_commit', 'off', true)), " +
    `${steps.join(', ')} select array[${values.join(', ')}] as values`
  );
}
