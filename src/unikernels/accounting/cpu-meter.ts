import type { Label } from '../../albatross/names.ts';
import type { LatestUsage } from '../metrics/latest-usage.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';

/** Counts the CPU time of the unikernels on one host from look to look. */
export class CpuMeter {
  readonly #latest: Pick<LatestUsage, 'of'>;
  #before = new Map<string, number>();

  constructor(latest: Pick<LatestUsage, 'of'>) {
    this.#latest = latest;
  }

  /** Seconds that each domain has used since the last look; what was not seen then counts from now on. */
  read(
    unikernels: readonly Pick<RegisteredUnikernel, 'id' | 'key'>[],
    now: Date,
  ): ReadonlyMap<Label, number> {
    const counters = new Map<string, number>();
    const used = new Map<Label, number>();
    for (const { id, key } of unikernels) {
      const counter = this.#latest.of(id, now.getTime())?.cpuSeconds ?? this.#before.get(id);
      if (counter === undefined) continue;
      counters.set(id, counter);
      used.set(key.domain, (used.get(key.domain) ?? 0) + this.#grown(id, counter));
    }
    this.#before = counters;
    return used;
  }

  /** One that was started anew counts from 0. */
  #grown(id: string, counter: number): number {
    const before = this.#before.get(id);
    if (before === undefined) return 0;
    return counter < before ? counter : counter - before;
  }
}
