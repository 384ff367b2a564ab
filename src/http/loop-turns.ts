/** Milliseconds of work that are begun in one pass of the event loop. */
const defaultBudget = 2;

/** Turns that are given at once before it is seen what they take: a request's two. */
const maxUnseen = 2;

/** Milliseconds of the longest rest after a pass. */
const maxRest = 50;

/** What happens when in the event loop; tests hand in their own. */
export interface LoopPhases {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Once all that has arrived by now was taken up. */
  afterPass(work: () => void): void;
  /** Once what was begun waits for something from outside, or is done. */
  afterStep(work: () => void): void;
  after(milliseconds: number, work: () => void): void;
}

/** The event loop of this process. */
export const loopPhases: LoopPhases = {
  now: () => performance.now(),
  afterPass: (work) => void setImmediate(work),
  // A tick that is asked for among promises comes when none of them is left to be handled.
  afterStep: (work) => queueMicrotask(() => process.nextTick(work)),
  after: (milliseconds, work) => void setTimeout(work, milliseconds),
};

/** What waits for the turns of one key, and the milliseconds of its latest turns. */
interface Share {
  readonly waiting: (() => void)[];
  used: number;
}

/**
 * Shares out the time of the event loop: so much work is begun in each of its passes, by turns of those
 * who ask for it, each for half of that time. Where others have something under way it then rests for as
 * long, so that this is never late by more than a pass. Whoever finds nobody waiting, and time left, does not
 * wait.
 */
export class LoopTurns {
  readonly #budget: number;
  readonly #phases: LoopPhases;
  /** By key, in the order of their turns; only those that wait. */
  readonly #shares = new Map<string, Share>();
  /** Who has something under way, and how much. */
  readonly #underWay = new Map<string, number>();
  /** When the pass began that has work; null: none was asked for yet, or it rests. */
  #begun: number | null = null;
  /** Milliseconds that turns of this pass have taken. */
  #used = 0;
  /** Who had a turn in this pass. */
  readonly #served = new Set<string>();
  /** Turns that were given for what is not known to wait yet, or to be done. */
  #unseen = 0;

  constructor(budget = defaultBudget, phases = loopPhases) {
    this.#budget = budget;
    this.#phases = phases;
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return [...this.#shares.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  /** Somebody has something under way, until what this gives is called. */
  enter(key: string): () => void {
    this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1);
    return () => {
      const left = (this.#underWay.get(key) ?? 0) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    };
  }

  /** Resolves when it is the turn of whoever is meant by `key`; undefined: it is now. */
  take(key: string): Promise<void> | undefined {
    if (this.#shares.size === 0 && this.#unseen < maxUnseen && this.#hasTime()) {
      this.#begin(key, () => {});
      return undefined;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const share = this.#shares.get(key);
    if (share) share.waiting.push(resolve);
    else this.#shares.set(key, { waiting: [resolve], used: 0 });
    return promise;
  }

  #hasTime(): boolean {
    const now = this.#phases.now();
    if (this.#begun !== null) return now - this.#begun < this.#budget;
    this.#begun = now;
    this.#phases.afterPass(() => this.#rest());
    return true;
  }

  /** Ends a pass. Who waits then has to wait for as long as its turns took, if others are to be spared. */
  #rest(): void {
    const rest = Math.min(this.#used, maxRest);
    const others = this.#underWay.keys().some((key) => !this.#served.has(key));
    this.#begun = null;
    this.#used = 0;
    this.#served.clear();
    if (this.#shares.size === 0) return;
    if (others) this.#phases.after(rest, () => this.#handOut());
    else this.#handOut();
  }

  #handOut(): void {
    const [first] = this.#shares;
    if (!first || this.#unseen > 0 || !this.#hasTime()) return;
    const [key, share] = first;
    const begin = share.waiting.shift();
    this.#begin(key, (used) => this.#pass(key, share, used));
    begin?.();
  }

  /** Counts what a turn takes, and goes on to the next. */
  #begin(key: string, end: (used: number) => void): void {
    this.#served.add(key);
    this.#unseen += 1;
    if (this.#unseen > 1) return; // it is counted with the first
    const begun = this.#phases.now();
    this.#phases.afterStep(() => {
      const used = this.#phases.now() - begun;
      this.#unseen = 0;
      this.#used += used;
      end(used);
      this.#handOut();
    });
  }

  /** Whoever has had their time comes last. */
  #pass(key: string, share: Share, used: number): void {
    share.used += used;
    const isOver = share.used >= this.#budget / 2;
    if (isOver || share.waiting.length === 0) this.#shares.delete(key);
    if (!isOver || share.waiting.length === 0) return;
    share.used = 0;
    this.#shares.set(key, share);
  }
}
