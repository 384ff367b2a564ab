import { pause, type Timer } from '../../base/timer.ts';

/** Milliseconds between two tries: the first pause, and the longest. */
const pauses = { first: 1000, longest: 30_000 } as const;

/** Does what has to be done in the end, and goes on trying while it fails. */
export class UntilDone {
  readonly #timer: Timer;
  readonly #closing = new AbortController();

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Tries once while it is waited for. What fails is tried again behind the caller's back. */
  async run(work: () => Promise<unknown>): Promise<void> {
    if (await succeeds(work)) return;
    // It ends with `close`, and that is no failure.
    this.#repeat(work).catch(() => {});
  }

  /** Gives up what has not been done. */
  close(): void {
    this.#closing.abort();
  }

  async #repeat(work: () => Promise<unknown>): Promise<void> {
    for (let wait: number = pauses.first; ; wait = Math.min(2 * wait, pauses.longest)) {
      await pause(this.#timer, wait, this.#closing.signal);
      if (await succeeds(work)) return;
    }
  }
}

/** Whoever uses a database that is away hears of it by the request itself. */
async function succeeds(work: () => Promise<unknown>): Promise<boolean> {
  return await work().then(
    () => true,
    () => false,
  );
}
