import type { Clock } from '../../base/clock.ts';
import { pause, type Timer } from '../../base/timer.ts';
import { updatesLock } from '../../database/locks/lock-name.ts';
import type { Locks } from '../../database/locks/locks.ts';
import type { ImageSources } from '../origins/sourced-images.ts';
import type { Registry } from '../registry/registry.ts';
import { type LimitedServices, RoundSources } from './round-sources.ts';
import { lookInterval, type UpdateLooks } from './update-looks.ts';

/** Milliseconds from the start to the first round: a server that is started anew again and again looks, too. */
const firstAfter = 5 * 60_000;

/** Milliseconds between two rounds, and between two questions of one. */
const interval = 3600 * 1000;
const between = 2_000;

/** Unikernels whose sources are asked in one round: all of them are due each day at most. */
const maxAtOnce = 1_000;

export interface UpdateWatchDeps {
  readonly looks: Pick<UpdateLooks, 'lookAgain'>;
  readonly sources: ImageSources;
  readonly registry: Pick<Registry, 'lookedAtBefore'>;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly isPaused: () => Promise<boolean>;
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** Asks once a day what is newer at the source of each unikernel, on one server at a time. */
export class UpdateWatch {
  readonly #deps: UpdateWatchDeps;
  readonly #closing = new AbortController();
  readonly #limited: LimitedServices = new Map();
  #running: Promise<void> = Promise.resolve();

  constructor(deps: UpdateWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#running = this.#watch(this.#closing.signal);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { timer, report } = this.#deps;
    for (let wait = firstAfter; !signal.aborted; wait = interval) {
      await pause(timer, wait, signal).catch(() => {});
      try {
        if (!signal.aborted) await this.lookAround(signal);
      } catch (error) {
        if (!signal.aborted) report(error, 'sources are not asked for updates');
      }
    }
  }

  /** Asks each source that was not asked for a day, unless another server does. */
  async lookAround(signal: AbortSignal): Promise<void> {
    const { locks, isPaused, registry, clock, looks, timer, report } = this.#deps;
    const sources = new RoundSources(this.#deps.sources, this.#limited, clock);
    if (await isPaused()) return;
    await using lock = await locks.acquire(updatesLock, { signal });
    if (!lock) return;
    const either = AbortSignal.any([signal, lock.lost]);
    const due = await registry.lookedAtBefore(
      new Date(clock().getTime() - lookInterval),
      maxAtOnce,
    );
    for (const known of due) {
      const { asked } = sources;
      await looks.lookAgain(known, { sources, signal: either }).catch((error: unknown) => {
        either.throwIfAborted();
        report(error, 'a source is not asked for updates');
      });
      if (sources.asked > asked) await pause(timer, between, either);
    }
  }
}
