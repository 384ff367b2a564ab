import PQueue from 'p-queue';
import type { BlockPlace, BlockRange, OldBlocks, StoredBlock } from './block-place.ts';
import type { BlockAnswer, BlockTask } from './block-task.ts';
import { BlockThread } from './block-thread.ts';

/**
 * Keeps what unikernels used in a file of its own, away from the server's database. The thread that has it begins
 * with the first that is kept or asked for, and anew where it has ended.
 */
export class FileBlocks implements BlockPlace {
  readonly #path: string;
  readonly #report: (error: unknown, what: string) => void;
  readonly #turns = new PQueue({ concurrency: 1 });
  #thread: BlockThread | null = null;

  /** Tells where the file was damaged, and what was kept is not there any more. */
  constructor(path: string, report: (error: unknown, what: string) => void) {
    this.#path = path;
    this.#report = report;
  }

  async read(range: BlockRange): Promise<readonly StoredBlock[]> {
    return (await this.#ask({ type: 'read', range })).blocks ?? [];
  }

  async write(blocks: readonly StoredBlock[]): Promise<void> {
    await this.#ask({ type: 'write', blocks });
  }

  async unikernels(): Promise<readonly string[]> {
    return (await this.#ask({ type: 'unikernels' })).unikernels ?? [];
  }

  async prune(old: OldBlocks): Promise<void> {
    await this.#ask({ type: 'prune', old });
  }

  async forget(unikernels: readonly string[]): Promise<void> {
    await this.#ask({ type: 'forget', unikernels });
  }

  /** One process alone has the file, so its own turns are enough. */
  alone<T>(work: (place: BlockPlace) => Promise<T>): Promise<T> {
    return this.#turns.add(() => work(this));
  }

  async close(): Promise<void> {
    await this.#thread?.close();
  }

  async #ask(task: BlockTask): Promise<BlockAnswer> {
    if (!this.#thread || this.#thread.hasEnded) this.#thread = new BlockThread(this.#path);
    const answer = await this.#thread.ask(task);
    if (answer.damage !== undefined) this.#tellDamage(answer.damage);
    return answer;
  }

  #tellDamage(damage: string): void {
    const aside = `${this.#path}.damaged`;
    this.#report(
      new Error(damage),
      `the metrics begin anew: their file was damaged, and is ${aside}`,
    );
  }
}
