import { Breath } from '../../../base/breath.ts';
import type { Clock } from '../../../base/clock.ts';
import type { BlockPlace } from '../store/block-place.ts';
import type { Usage } from '../usage.ts';
import { condense, minutesOf } from './condense.ts';
import type { Given, Points, UsedPoint } from './metric-point.ts';
import { PendingPoints } from './pending-points.ts';
import { addPoints, type PointsById, readPoints } from './stored-points.ts';
import { blockOf, coarseTier, fineTier, startOf, type Tier, tiers } from './tiers.ts';

/** Unikernels whose points are stored in one go. */
const atOnce = 50;

/** A span of time in seconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What unikernels used over time: from samples to what is stored of them. */
export class UsageHistory {
  readonly #place: BlockPlace;
  readonly #clock: Clock;
  readonly #pending = new Map<string, PendingPoints>();
  /** By id: before which moment all minutes are stored. */
  readonly #condensedTo = new Map<string, number>();

  constructor({ place, clock }: { readonly place: BlockPlace; readonly clock: Clock }) {
    this.#place = place;
    this.#clock = clock;
  }

  /** Takes a sample of the unikernel with this id. */
  put(id: string, usage: Usage): void {
    const pending = this.#pending.get(id) ?? new PendingPoints();
    this.#pending.set(id, pending);
    pending.add(usage);
  }

  /** No more samples of it will come; what is stored stays. */
  drop(id: string): void {
    this.#pending.delete(id);
    this.#condensedTo.delete(id);
  }

  /** Stores what has come of these unikernels, with what they were given. Where it rejects, it waits on. */
  async store(given: ReadonlyMap<string, Given>): Promise<void> {
    const ids = [...given.keys()].filter((id) => (this.#pending.get(id)?.size ?? 0) > 0);
    const breath = new Breath();
    for (let start = 0; start < ids.length; start += atOnce) {
      await breath.take();
      await this.#storeSome(ids.slice(start, start + atOnce), given);
    }
  }

  /** The points of one unikernel in a span; the last minutes are of the fine ones, as they are not stored yet. */
  async read(id: string, tier: Tier, span: Span): Promise<Points> {
    const stored = await this.#readStored(id, tier, span);
    if (tier !== coarseTier) return stored;
    const earliest = Math.max(span.from, span.to - fineTier.kept);
    const from = Math.max(startOf(earliest, tier.step), ...stored.keys());
    const minutes = minutesOf(await this.#readStored(id, fineTier, { from, to: span.to }));
    return new Map([...stored, ...minutes].filter(([at]) => at >= span.from));
  }

  async #readStored(id: string, tier: Tier, span: Span): Promise<Points> {
    return (await readPoints(this.#place, [id], tier, span)).get(id) ?? new Map();
  }

  /** Removes what is kept long enough, and what is of none of these any more; step by step. */
  async purge(live: () => Promise<ReadonlySet<string>>): Promise<void> {
    const ids = await this.#place.unikernels();
    const known = await live(); // read after those that have blocks, which were known before
    const now = this.#clock().getTime() / 1000;
    for (const unikernel of ids) {
      if (known.has(unikernel)) await this.#prune(unikernel, now);
      else await this.#place.forget([unikernel]);
    }
  }

  /** Of how many of these something is kept. */
  async count(ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const stored = new Set(await this.#place.unikernels());
    return ids.filter((id) => stored.has(id) || (this.#pending.get(id)?.size ?? 0) > 0).length;
  }

  /** Removes all of some, also what has come of them and is not stored yet. */
  async forget(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const id of ids) this.drop(id);
    await this.#place.alone((place) => place.forget(ids)); // not amid what is being stored of them
  }

  async close(): Promise<void> {
    await this.#place.close();
  }

  async #prune(unikernel: string, now: number): Promise<void> {
    await this.#condenseEnded(unikernel, now);
    for (const tier of tiers) {
      const { step, kept } = tier;
      await this.#place.prune({ unikernel, step, before: blockOf(tier, now - kept) });
    }
  }

  /** Of one of which no more samples come the last minutes are stored before its fine points go. */
  async #condenseEnded(unikernel: string, now: number): Promise<void> {
    if (this.#condensedTo.has(unikernel)) return;
    await this.#place.alone((place) => condense(place, [unikernel], { from: null, to: now }));
  }

  async #storeSome(ids: readonly string[], given: ReadonlyMap<string, Given>): Promise<void> {
    // As a host goes over to another server both may add to one block for a moment.
    const waiting = await this.#place.alone(async (place) => {
      const points = this.#waitingOf(ids); // as of now: some may have been forgotten meanwhile
      const added = new Map([...points].map(([id, own]) => [id, withGiven(own, given.get(id))]));
      await addPoints(place, fineTier, added);
      await this.#condense(place, added);
      return points;
    });
    for (const [id, points] of waiting) this.#pending.get(id)?.stored(points);
  }

  #waitingOf(ids: readonly string[]): ReadonlyMap<string, ReadonlyMap<number, UsedPoint>> {
    return new Map(
      ids.flatMap((id) => {
        const pending = this.#pending.get(id);
        return pending ? [[id, pending.waiting()] as const] : [];
      }),
    );
  }

  /** Stores the minutes of those that have begun another block of fine points. */
  async #condense(place: BlockPlace, added: PointsById): Promise<void> {
    const begun = [...added].flatMap(([id, points]) => {
      const to = newestBlock(points);
      const from = this.#condensedTo.get(id) ?? null;
      return to === null || (from !== null && to <= from) ? [] : { id, from, to };
    });
    for (const together of Map.groupBy(begun, ({ from, to }) => `${from} ${to}`).values()) {
      const [first] = together;
      if (!first) continue;
      const ids = together.map(({ id }) => id);
      await condense(place, ids, first);
      for (const id of ids) this.#condensedTo.set(id, first.to);
    }
  }
}

const notKnown: Given = { cpus: 0, memoryLimit: 0 };

function withGiven(points: ReadonlyMap<number, UsedPoint>, given = notKnown): Points {
  return new Map([...points].map(([at, point]) => [at, { ...point, ...given }]));
}

/** The begin of the newest block that something was added to; null: nothing was. */
function newestBlock(points: Points | undefined): number | null {
  return points && points.size > 0 ? blockOf(fineTier, Math.max(...points.keys())) : null;
}
