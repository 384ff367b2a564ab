import type { Name } from '../../albatross/names.ts';
import type { StatsSample } from '../../albatross/stats.ts';
import { Feed } from './feed.ts';
import { isAtOrBelow, NameMap, relativeTo } from './name-map.ts';
import { sampleOf } from './sample.ts';
import type { Unikernel } from './unikernel.ts';

/** A sample under the name by which its subscriber knows the unikernel. */
export interface NamedSample {
  readonly name: Name;
  readonly sample: StatsSample;
}

/**
 * Samples all unikernels that someone watches, every so often
 * (docs/albatross-protocol.md, section 1).
 */
export class Statistics {
  readonly #running: NameMap<Unikernel>;
  readonly #interval: number;
  readonly #now: () => Date;
  /** By what they watch: a second one on the same name takes the first one's place. */
  readonly #subscribers = new NameMap<Feed<NamedSample>>();
  #timer: NodeJS.Timeout | null = null;

  /** `interval` in milliseconds. */
  constructor(running: NameMap<Unikernel>, interval: number, now: () => Date) {
    this.#running = running;
    this.#interval = interval;
    this.#now = now;
  }

  /**
   * Samples of one unikernel, or of all at and below a domain; they end when another subscriber
   * takes the place, and throw on `signal`.
   */
  subscribe(name: Name, signal: AbortSignal): AsyncIterable<NamedSample> {
    this.#subscribers.get(name)?.end();
    const subscriber = new Feed<NamedSample>(signal, () => this.#forget(name, subscriber));
    this.#subscribers.set(name, subscriber);
    this.#timer ??= setInterval(() => this.#sampleAll(), this.#interval);
    return subscriber;
  }

  #sampleAll(): void {
    for (const { name, value: unikernel } of this.#running.entries()) {
      const sample = sampleOf(unikernel, this.#now());
      for (const { name: watched, value: subscriber } of this.#subscribers.entries()) {
        if (!covers(watched, name)) continue;
        subscriber.push({ name: relativeTo(name, watched.path), sample });
      }
    }
  }

  #forget(name: Name, subscriber: Feed<NamedSample>): void {
    if (this.#subscribers.get(name) === subscriber) this.#subscribers.delete(name);
    if (this.#subscribers.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

/** Whether what is watched is the unikernel itself, or a domain that it is in. */
function covers(watched: Name, name: Name): boolean {
  if (!isAtOrBelow(name.path, watched.path)) return false;
  if (watched.label === null) return true;
  return watched.label === name.label && watched.path.length === name.path.length;
}
