import { formatName, type Name } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { pastPause, type Timer } from '../../base/timer.ts';

/** Milliseconds within which consoles end together. */
const together = 1_000;

/** Milliseconds until those that end together have: less than a lost one waits to be taken up again. */
const settles = 500;

/** When a host has ended which of its consoles lately: where its daemon ends, all end at once. */
export class ConsoleEnds {
  readonly #clock: Clock;
  readonly #timer: Timer;
  /** By name, in milliseconds since 1970. */
  readonly #ended = new Map<string, number>();

  constructor({ clock, timer }: { readonly clock: Clock; readonly timer: Timer }) {
    this.#clock = clock;
    this.#timer = timer;
  }

  /** A console has ended just now: whether no other one of its host ends with it. Never rejects. */
  async isAlone(name: Name, signal: AbortSignal): Promise<boolean> {
    const at = this.#clock().getTime();
    const own = formatName(name);
    const isWithin = (time: number) => Math.abs(time - at) <= together;
    for (const [key, time] of this.#ended) if (!isWithin(time)) this.#ended.delete(key);
    this.#ended.set(own, at);
    await pastPause(this.#timer, settles, signal);
    return ![...this.#ended].some(([key, time]) => key !== own && isWithin(time));
  }
}
