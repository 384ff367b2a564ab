import PQueue from 'p-queue';
import type { Database, EntityManager } from '../../../database/database.ts';
import { MetricBlock } from '../entity.ts';
import type { BlockPlace, BlockRange, OldBlocks, StoredBlock } from './block-place.ts';

/** Of the lock in the database that one server at a time stores with: any number that no other lock has. */
const lockNumber = 7_238_114;

/** Keeps what unikernels used in the database: all servers that share it have it. */
export class DatabaseBlocks implements BlockPlace {
  readonly #database: Database;
  readonly #em: () => EntityManager;
  readonly #turns = new PQueue({ concurrency: 1 });

  /** Within a transaction where `em` is its own. */
  constructor(database: Database, em: () => EntityManager = () => database.em()) {
    this.#database = database;
    this.#em = em;
  }

  async read({ unikernels, step, from, to }: BlockRange): Promise<readonly StoredBlock[]> {
    const where = { unikernel: [...unikernels], step, start: { $gte: from, $lt: to } };
    return await this.#em().find(MetricBlock, where);
  }

  async write(blocks: readonly StoredBlock[]): Promise<void> {
    const rows = blocks.map(({ content, ...block }) => {
      return { ...block, content: Buffer.from(content) };
    });
    await this.#em().upsertMany(MetricBlock, rows);
  }

  async unikernels(): Promise<readonly string[]> {
    const ids = 'select distinct unikernel from metric_blocks';
    const rows = await this.#em().execute<{ unikernel: string }[]>(ids);
    return rows.map(({ unikernel }) => unikernel);
  }

  async prune({ unikernel, step, before }: OldBlocks): Promise<void> {
    const where = { unikernel, step, start: { $lt: before } };
    await this.#em().nativeDelete(MetricBlock, where);
  }

  async forget(unikernels: readonly string[]): Promise<void> {
    await this.#em().nativeDelete(MetricBlock, { unikernel: [...unikernels] });
  }

  /** In turn within the server first: whoever waits in the database does so on a connection, which others need. */
  alone<T>(work: (place: BlockPlace) => Promise<T>): Promise<T> {
    return this.#turns.add(() =>
      this.#database.transaction(async (em) => {
        await em.execute('select pg_advisory_xact_lock(?)', [lockNumber]);
        return await work(new DatabaseBlocks(this.#database, () => em));
      }),
    );
  }

  async close(): Promise<void> {}
}
