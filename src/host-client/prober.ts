import { pause, type Timer } from '../base/timer.ts';

/** Between probes, in milliseconds: doubled after each that fails. */
const minDelay = 5_000;
const maxDelay = 60_000;

/** How far a delay strays, so that hosts that failed together are not asked together. */
const jitter = 0.2;

export interface ProberDeps {
  /** Asks the host something harmless; what comes of it is recorded elsewhere. Never rejects. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  readonly timer: Timer;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

/** Asks a degraded host again and again whether it is back, ever less often. */
export class Prober {
  readonly #deps: ProberDeps;
  #running: AbortController | null = null;
  #closed = false;

  constructor(deps: ProberDeps) {
    this.#deps = deps;
  }

  /** Begins, unless it is under way. */
  start(): void {
    if (this.#running || this.#closed) return;
    this.#running = new AbortController();
    void this.#run(this.#running.signal);
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  /** Stops for good. */
  close(): void {
    this.#closed = true;
    this.stop();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { probe, timer } = this.#deps;
    for (let delay = minDelay; ; delay = Math.min(delay * 2, maxDelay)) {
      await pause(timer, this.#stray(delay), signal).catch(() => {});
      if (signal.aborted) return;
      await probe(signal);
    }
  }

  #stray(delay: number): number {
    return delay * (1 - jitter + 2 * jitter * this.#deps.random());
  }
}
