import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { IndexedLine } from '../history/lines-of.ts';
import type { Wanted } from './find-text.ts';
import type { SearchTask } from './worker.ts';

const memory = { maxOldGenerationSizeMb: 256 };

/** A thread that looks for a text, so that nobody waits for the event loop meanwhile. */
export class SearchThread implements AsyncDisposable {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: memory,
  });
  readonly #wanted: Wanted;

  /** Resolves when it has begun. */
  readonly begun = once(this.#worker, 'online');

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#worker.unref();
  }

  /** The lines with the text in a segment as it is kept. Rejects where it is damaged; the thread ends then. */
  async find(content: Buffer, signal: AbortSignal): Promise<readonly IndexedLine[]> {
    const octets = new Uint8Array(content);
    const task: SearchTask = { content: octets, wanted: this.#wanted };
    const answer = once(this.#worker, 'message', { signal });
    this.#worker.postMessage(task, [octets.buffer]);
    const [found]: IndexedLine[][] = await answer;
    return found ?? [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
