/** A place in the queue: first waited in, then a slot, until it is left. */
export interface Turn {
  /** Resolves when the slot is there. */
  readonly come: Promise<void>;
  /** Gives up the slot, or the wait for it; again does nothing. */
  leave(): void;
}

/** How full a queue is. */
export interface QueueLoad {
  /** Slots that are taken. */
  readonly taken: number;
  /** How many wait for one. */
  readonly waiting: number;
}

/** What one has of the slots, and what waits for more: first come, first served. */
interface Share {
  running: number;
  readonly waiting: Set<() => void>;
}

/**
 * So many slots, shared out in turn by whom they are for: domains of a host, addresses. Each has at most
 * half of them while others wait, never the last one beyond its half: others find one free, however
 * long its operations take; and never more than `max`. What is for nobody takes its turn as one, without
 * these limits.
 */
export class FairQueue {
  /** By whom they are for, in the order of their turns; only those that run or wait. */
  readonly #shares = new Map<string | undefined, Share>();
  readonly #half: number;
  readonly #max: number;
  #free: number;

  constructor(slots: number, max = slots) {
    this.#free = slots;
    this.#max = max;
    this.#half = Math.max(1, Math.floor(slots / 2));
  }

  /** How full it is. */
  get load(): QueueLoad {
    const shares = [...this.#shares.values()];
    return {
      taken: shares.reduce((sum, { running }) => sum + running, 0),
      waiting: shares.reduce((sum, { waiting }) => sum + waiting.size, 0),
    };
  }

  /** How many wait: of one, and in all. */
  waiting(whose: string | undefined): { readonly ofOne: number; readonly inAll: number } {
    const shares = [...this.#shares.values()];
    const inAll = shares.reduce((sum, { waiting }) => sum + waiting.size, 0);
    return { ofOne: this.#shares.get(whose)?.waiting.size ?? 0, inAll };
  }

  /** Whether one has as many slots as one may ever have. */
  hasMost(whose: string | undefined): boolean {
    return whose !== undefined && (this.#shares.get(whose)?.running ?? 0) >= this.#max;
  }

  /** Waits in somebody's share; whoever enters has to leave. */
  enter(whose: string | undefined): Turn {
    const share = this.#shares.get(whose) ?? { running: 0, waiting: new Set() };
    this.#shares.set(whose, share);
    const { promise, resolve } = Promise.withResolvers<void>();
    share.waiting.add(resolve);
    this.#share();
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      this.#leave(whose, share, resolve);
    };
    return { come: promise, leave };
  }

  #leave(whose: string | undefined, share: Share, waiting: () => void): void {
    if (!share.waiting.delete(waiting)) {
      share.running -= 1;
      this.#free += 1;
    }
    if (share.running === 0 && share.waiting.size === 0) this.#shares.delete(whose);
    this.#share();
  }

  /** Hands out what is free; whose turn it was comes last. */
  #share(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      const [whose, share, come] = next;
      this.#shares.delete(whose);
      this.#shares.set(whose, share);
      share.waiting.delete(come);
      share.running += 1;
      this.#free -= 1;
      come();
    }
  }

  #next(): [string | undefined, Share, () => void] | null {
    if (this.#free === 0) return null;
    const waiting = [...this.#shares].filter(([, share]) => share.waiting.size > 0);
    for (const [whose, share] of waiting) {
      const [come] = share.waiting;
      if (come && this.#mayRun(whose, share, waiting.length > 1)) return [whose, share, come];
    }
    return null;
  }

  #mayRun(whose: string | undefined, { running }: Share, othersWait: boolean): boolean {
    if (whose === undefined) return true;
    if (running >= this.#max) return false;
    if (running < this.#half) return true;
    return !othersWait && this.#free > 1;
  }
}
