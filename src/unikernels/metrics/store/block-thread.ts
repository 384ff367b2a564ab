import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BlockAnswer, BlockTask } from './block-task.ts';

/** The code of the thread: as it is here, or where a release has it. */
const code = new URL(`./block-worker${extname(import.meta.url)}`, import.meta.url);

const memory = { maxOldGenerationSizeMb: 128 };

type Settle = PromiseWithResolvers<BlockAnswer>;

/** The thread that has a file of blocks, so that nobody waits for the disk on the event loop. */
export class BlockThread {
  readonly #worker: Worker;
  /** Those that wait for an answer, in the order in which they have asked. */
  readonly #waiting: Settle[] = [];
  #ended: Error | null = null;

  constructor(path: string) {
    this.#worker = new Worker(code, { workerData: path, resourceLimits: memory });
    this.#worker.on('message', (answer: BlockAnswer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the thread of the metrics has ended')));
    this.#worker.unref(); // whoever waits for nothing of it may end the process
  }

  /** Whether it takes no more. */
  get hasEnded(): boolean {
    return this.#ended !== null;
  }

  /** Rejects where the file, or the thread, fails. */
  async ask(task: BlockTask): Promise<BlockAnswer> {
    if (this.#ended) throw this.#ended;
    const waiting = Promise.withResolvers<BlockAnswer>();
    this.#waiting.push(waiting);
    this.#worker.ref();
    this.#worker.postMessage(task);
    try {
      const answer = await waiting.promise;
      if (answer.failure === undefined) return answer;
      throw new Error(`metrics: ${answer.failure}`);
    } finally {
      if (this.#waiting.length === 0) this.#worker.unref();
    }
  }

  async close(): Promise<void> {
    if (!this.#ended) await this.ask({ type: 'close' });
    await this.#worker.terminate();
  }

  #end(error: unknown): void {
    this.#ended ??= error instanceof Error ? error : new Error(String(error));
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#ended);
  }
}
