import { raw } from '@mikro-orm/core';
import { Session } from '../accounts/sessions/entity.ts';
import type { Database, EntityManager } from '../database/database.ts';
import { Token } from '../tokens/entity.ts';

const flushInterval = 5_000;
const longestAgent = 256;

/** When, from where and by what a credential was used. */
export interface Occasion {
  readonly at: Date;
  readonly address: string;
  readonly agent: string | null;
}

/** The uses of one credential that are not yet written. */
export interface Use {
  readonly kind: 'token' | 'session';
  readonly id: string;
  count: number;
  last: Occasion | null;
}

/** No use as yet. */
export function unused(kind: Use['kind'], id: string): Use {
  return { kind, id, count: 0, last: null };
}

/**
 * Counts how often credentials are used: exactly, and cheaply, since what has gathered is written
 * every few seconds. What was counted is lost in a crash only; `stop` writes the rest.
 */
export class UseLog {
  readonly #database: Database;
  readonly #pending = new Set<Use>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

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
    use.count += 1;
    use.last = last;
    this.#pending.add(use);
  }

  /** Writes all that was counted before the call. */
  flush(): Promise<void> {
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => {}); // told to the caller; the next one is not held up
    return written;
  }

  async #write(): Promise<void> {
    if (this.#pending.size === 0) return;
    const batch = [...this.#pending].map((use) => ({ use, count: use.count }));
    this.#pending.clear();
    for (const { use, count } of batch) use.count -= count;
    try {
      await this.#database.transaction(async (em) => {
        for (const { use, count } of batch) await write(em, use, count);
      });
    } catch (error) {
      for (const { use, count } of batch) {
        use.count += count;
        this.#pending.add(use);
      }
      throw error;
    }
  }
}

async function write(em: EntityManager, { kind, id, last }: Use, count: number): Promise<void> {
  if (!last) return;
  const agent = last.agent?.slice(0, longestAgent) ?? null;
  if (kind === 'session') {
    const seen = { lastSeenAt: last.at, address: last.address, userAgent: agent };
    await em.nativeUpdate(Session, { id }, seen);
    return;
  }
  const used = { lastUsedAt: last.at, lastUsedAddress: last.address, lastUsedAgent: agent };
  await em.nativeUpdate(Token, { id }, { ...used, uses: raw('uses + ?', [count]) });
}
