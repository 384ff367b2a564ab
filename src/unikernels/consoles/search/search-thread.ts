import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { IndexedLine } from '../history/lines-of.ts';
import type { Wanted } from './find-text.ts';
import type { SearchTask } from './search-worker.ts';

/** The code of the thread: as it is here, or where a release has it. */
const code = new URL(`./search-worker${extname(import.meta.url)}`, import.meta.url);

const memory = { maxOldGenerationSizeMb: 256 };

/** A thread that looks for a text, so that nobody waits for the event loop meanwhile. */
export class SearchThread implements AsyncDisposable {
  readonly #worker = new Worker(code, { resourceLimits: memory });
  readonly #wanted: Wanted;

  /** Resolves when it has begun. */
  readonly begun = once(this.#worker, 'online');

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    // Whoever waits for an answer hears of it; where nobody does any more, it would end the server.
    this.#worker.on('error', () => {});
  }

  /** The lines with the text in a segment as it is kept. None where it is damaged. */
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
