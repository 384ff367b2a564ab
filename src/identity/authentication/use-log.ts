import { raw } from '@mikro-orm/core';
import type { Database, EntityManager } from '../../database/database.ts';
import type { Occasion, Use, UseWriter } from '../credentials/use.ts';
import { Session } from '../sessions/entity.ts';
import { dayOf, forgetOldDays, writeDay } from '../tokens/days.ts';
import { Token } from '../tokens/entity.ts';

const flushInterval = 5_000;
const maxAgentLength = 256;

/** Uses of one credential, as they are written. */
interface Count extends Pick<Use, 'kind' | 'id'> {
  /** How often, by the day. */
  readonly counts: ReadonlyMap<number, number>;
  readonly last: Occasion;
}

/** Uses on their way into the database. */
interface Batch extends Count {
  readonly use: Use;
}

/**
 * Counts how often credentials are used, and cheaply, since what has gathered is written every few seconds. What
 * was counted is lost in a crash only, and counted twice only where the database committed it and could not say so;
 * `stop` writes the rest.
 */
export class UseLog implements UseWriter {
  readonly #database: Database;
  readonly #pending = new Set<Use>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** The last day that was written: with a new one, old ones are forgotten. */
  #day = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Begins to write from time to time; what fails is reported, kept, and tried again. */
  start(report: (error: unknown) => void): void {
    this.#timer = setInterval(() => void this.flush().catch(report), flushInterval).unref();
  }

  /** Writes the rest and ends. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.flush();
  }

  record(use: Use, last: Occasion): void {
    add(use, dayOf(last.at), 1);
    use.last = last;
    this.#pending.add(use);
  }

  /** Writes all that was counted before the call. */
  flush(): Promise<void> {
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => {}); // told to the caller; the next one is not held up
    return written;
  }

  async catchUp(): Promise<void> {
    await this.flush().catch(() => {}); // kept; the next round tries again, and reports
  }

  async #write(): Promise<void> {
    if (this.#pending.size === 0) return;
    // In the same order on every server that shares the database: none waits in a circle.
    const batches = [...this.#pending].sort(byId).flatMap(take);
    this.#pending.clear();
    const day = Math.max(...batches.map(({ last }) => dayOf(last.at)));
    try {
      await this.#database.transaction(async (em) => {
        if (day > this.#day) await forgetOldDays(em, day);
        for (const count of together(batches)) await write(em, count);
      });
    } catch (error) {
      for (const { use, counts } of batches) {
        for (const [day, count] of counts) add(use, day, count);
        this.#pending.add(use);
      }
      throw error;
    }
    this.#day = day;
  }
}

function byId({ id: one }: Use, { id: other }: Use): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function add({ counts }: Use, day: number, count: number): void {
  counts.set(day, (counts.get(day) ?? 0) + count);
}

/** What a use has counted, which begins anew. */
function take(use: Use): Batch[] {
  const { kind, id, counts, last } = use;
  use.counts = new Map();
  return last ? [{ kind, id, use, counts, last }] : [];
}

/** Where other servers may change a credential each request finds it anew: those of one are written together. */
function together(batches: readonly Batch[]): Count[] {
  const byCredential = Map.groupBy(batches, ({ kind, id }) => `${kind} ${id}`);
  return [...byCredential.values()].flatMap(([first, ...others]) =>
    first ? [sumOf(first, others)] : [],
  );
}

function sumOf({ kind, id, ...first }: Count, others: readonly Count[]): Count {
  const counts = new Map(first.counts);
  let { last } = first;
  for (const other of others) {
    for (const [day, count] of other.counts) counts.set(day, (counts.get(day) ?? 0) + count);
    if (other.last.at > last.at) ({ last } = other);
  }
  return { kind, id, counts, last };
}

/** Whoever writes last may have seen less: an earlier use never covers a later one. */
async function write(em: EntityManager, { kind, id, counts, last }: Count): Promise<void> {
  const agent = last.agent?.slice(0, maxAgentLength) ?? null;
  if (kind === 'session') {
    const seen = { lastSeenAt: last.at, address: last.address, userAgent: agent };
    await em.nativeUpdate(Session, { id, lastSeenAt: { $lte: last.at } }, seen);
    return;
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  await em.nativeUpdate(Token, { id }, { uses: raw('uses + ?', [total]) });
  const earlier = { $or: [{ lastUsedAt: null }, { lastUsedAt: { $lte: last.at } }] };
  const used = { lastUsedAt: last.at, lastUsedAddress: last.address, lastUsedAgent: agent };
  await em.nativeUpdate(Token, { id, ...earlier }, used);
  for (const [day, count] of counts) await writeDay(em, id, day, count);
}
