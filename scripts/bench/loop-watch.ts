import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';

const delays = z.object({ p99: z.number(), max: z.number() });

/** How late an event loop was, in milliseconds at the 99th percentile and at most. */
export const loopDelay = z.object({
  /** By itself. */
  own: delays,
  /** With the time that its thread was ready to run and others had the processors. */
  all: delays,
  /** Which part of the time it was busy. */
  busy: z.number(),
});
export type LoopDelay = z.output<typeof loopDelay>;

/**
 * Looks how late the event loop of this process is, each time between `begin` and `pause`. Other processes
 * that want the same processors make it late, too: how long its thread waited for one the kernel tells
 * (`schedstat`), and that is taken off.
 */
export class LoopWatch {
  readonly #resolution: number;
  readonly #all: number[] = [];
  readonly #own: number[] = [];
  #busy = 0;
  #watched = 0;
  #utilization = performance.eventLoopUtilization();
  #lookedAt = 0;
  #waited = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `resolution`: milliseconds between two looks. */
  constructor(resolution: number) {
    this.#resolution = resolution;
  }

  begin(): void {
    this.#utilization = performance.eventLoopUtilization();
    this.#lookedAt = performance.now();
    this.#waited = waitedForProcessor();
    this.#timer = setInterval(() => this.#look(), this.#resolution);
  }

  pause(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    const { active, idle } = performance.eventLoopUtilization(this.#utilization);
    this.#busy += active;
    this.#watched += active + idle;
  }

  get delay(): LoopDelay {
    return {
      own: worst(this.#own),
      all: worst(this.#all),
      busy: this.#busy / this.#watched,
    };
  }

  #look(): void {
    const now = performance.now();
    const waited = waitedForProcessor();
    const late = Math.max(0, now - this.#lookedAt - this.#resolution);
    this.#all.push(late);
    this.#own.push(Math.max(0, late - (waited - this.#waited)));
    this.#lookedAt = now;
    this.#waited = waited;
  }
}

function worst(figures: readonly number[]) {
  const sorted = [...figures].sort((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return { p99, max: sorted.at(-1) ?? Number.NaN };
}

/** Milliseconds for which the main thread was ready to run and had no processor. */
function waitedForProcessor(): number {
  const [, waiting] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
  return Number(waiting) / 1e6;
}
