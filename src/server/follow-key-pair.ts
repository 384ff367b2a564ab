import type { Logger } from '../base/log.ts';
import type { Timer } from '../base/timer.ts';
import type { KeyPair } from '../http/listen.ts';
import { type KeyPairFiles, readKeyPair } from './key-pair.ts';

/** Milliseconds between two looks whether the certificate has been renewed. */
const interval = 30_000;

interface Deps {
  readonly timer: Timer;
  readonly log: Logger;
  /** Takes a pair for the handshakes to come. */
  readonly use: (pair: KeyPair) => void;
}

/**
 * Follows the files of a certificate and its key: a new pair is taken for new connections, and those that
 * are open go on. One that cannot be used, as while only half of it is written, is logged, and the last
 * good one stays.
 */
export class FollowedKeyPair implements Disposable {
  readonly #files: KeyPairFiles;
  readonly #deps: Deps;
  #used: KeyPair;
  #fault: string | null = null;
  #reading: Promise<void> | null = null;
  #next: Disposable | null = null;
  #ended = false;

  constructor(files: KeyPairFiles, used: KeyPair, deps: Deps) {
    this.#files = files;
    this.#used = used;
    this.#deps = deps;
    this.#lookLater();
  }

  /** Reads the files now; a reading that is under way counts. */
  async look(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    this.#next?.[Symbol.dispose]();
  }

  #lookLater(): void {
    this.#next = this.#deps.timer(interval, () => {
      void this.look().finally(() => {
        if (!this.#ended) this.#lookLater();
      });
    });
  }

  async #read(): Promise<void> {
    const { log, use } = this.#deps;
    try {
      const pair = await readKeyPair(this.#files);
      this.#fault = null;
      if (this.#ended || (pair.cert === this.#used.cert && pair.key === this.#used.key)) return;
      use(pair);
      this.#used = pair;
      log.info('the certificate was renewed');
    } catch (error) {
      this.#tell(error);
    }
  }

  /** Once for each thing that is wrong, however often it is found. */
  #tell(error: unknown): void {
    const fault = error instanceof Error ? error.message : String(error);
    if (fault === this.#fault) return;
    this.#fault = fault;
    this.#deps.log.error({ fault }, 'the new certificate cannot be used; the last one stays');
  }
}
