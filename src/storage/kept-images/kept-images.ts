import { Readable } from 'node:stream';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import { imageLock } from '../../database/locks/lock-name.ts';
import type { Lock, Locks } from '../../database/locks/locks.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { transactWhile } from '../../database/transact-while.ts';
import type { Solo5Image } from '../../solo5/image.ts';
import type { StoredImage } from '../image-store.ts';
import { KeptImage } from './entity.ts';
import type { ImagePlace } from './image-place.ts';
import { LatelyKept } from './lately-kept.ts';
import { verified } from './verified.ts';

/** Milliseconds that one is kept before anything refers to it. */
const graceTime = 3600 * 1000;

/**
 * The part of the room reserved for accounts that use less than that part themselves: they find room whatever
 * others do. An account that is alone has all of it.
 */
const reserved = 1 / 4;

/** Milliseconds that is waited for another one who writes or removes the same image. */
const lockWait = 60_000;

export interface KeptImagesDeps {
  readonly place: ImagePlace;
  readonly database: Database;
  readonly locks: Locks;
  readonly clock: Clock;
  /** Octets of all of them together. */
  readonly limit: number;
  /** Octets that an account's releases need; without it none. */
  readonly heldBy?: (account: string) => Promise<number>;
  /** Whether accounts other than this one may deploy anything; without it they may. */
  readonly hasOthers?: (account: string) => Promise<boolean>;
  /** Tells the operator of what is not kept, not each time. */
  readonly report?: (error: Problem, what: string) => void;
}

/** For whom an image is kept, and until when that is waited for. */
export interface KeepFor {
  /** Left out: it counts for nobody. */
  readonly account?: string;
  readonly signal?: AbortSignal;
}

/** Keeps images by their digests, each once, whatever refers to them. */
export class KeptImages {
  readonly #deps: KeptImagesDeps;
  readonly #lately = new LatelyKept();

  constructor(deps: KeptImagesDeps) {
    this.#deps = deps;
  }

  /**
   * Keeps an image, which stays the caller's. Rejects with `no-room`, the signal's reason, and as the
   * place does.
   */
  async keep(image: StoredImage, whose: KeepFor = {}): Promise<void> {
    if (!(await this.#isKeptLately(image.digest))) await this.#keepNow(image, whose);
  }

  /** Whether an image is here that no sweep takes away until something refers to it. */
  async #isKeptLately(digest: string): Promise<boolean> {
    const { database, place, clock } = this.#deps;
    const [kept] = await findEqual(database.em(), KeptImage, { digest });
    const isLate = kept && kept.keptAt.getTime() > clock().getTime() - graceTime / 2;
    return isLate === true && (await place.has(digest));
  }

  async #keepNow(
    { digest, size, solo5, open }: StoredImage,
    { account, signal }: KeepFor,
  ): Promise<void> {
    const { database, place, clock } = this.#deps;
    await using lock = await this.#hold(digest, signal);
    const held = signal ? AbortSignal.any([signal, lock.lost]) : lock.lost;
    const seen = { keptAt: clock() };
    if ((await database.em().nativeUpdate(KeptImage, { digest }, seen)) > 0) {
      if (await place.has(digest)) return;
      // FULMAR_IMAGES leads elsewhere since, or its content was lost.
      await database.em().nativeDelete(KeptImage, { digest });
    }
    await this.#expectRoomFor(size, account);
    if (account) this.#lately.add(account, size, clock());
    const writing = place.write(digest, verified(open(), digest), { size, signal: held });
    await writing.catch((error: unknown) => {
      held.throwIfAborted();
      throw error;
    });
    await transactWhile(database.em(), held, (em) =>
      em.insert(KeptImage, { digest, size, solo5, ...seen }),
    );
  }

  /** The image of a digest; null: it is not kept. */
  async find(digest: string): Promise<StoredImage | null> {
    const [kept] = await findEqual(this.#deps.database.em(), KeptImage, { digest });
    if (!kept) return null;
    const { size, solo5 } = kept;
    const open = () =>
      Readable.from(verified(this.#deps.place.read(digest), digest), { objectMode: false });
    const discard = async () => {};
    return { digest, size, solo5, open, discard, [Symbol.asyncDispose]: discard };
  }

  /** What those of these digests that are kept say of themselves. */
  async factsOf(digests: readonly string[]): Promise<Solo5Image[]> {
    const kept = await this.#deps.database.em().find(KeptImage, { digest: [...digests] });
    return kept.map(({ solo5 }) => solo5);
  }

  /** Octets of each, by its digest. */
  async sizesOf(digests: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const kept = await this.#deps.database.em().find(KeptImage, { digest: [...digests] });
    return new Map(kept.map(({ digest, size }) => [digest, size]));
  }

  /** Removes what nothing refers to any more, and what a kill has left. */
  async sweep(referenced: ReadonlySet<string>): Promise<void> {
    const { database, place, clock } = this.#deps;
    const keptAt = { $lt: new Date(clock().getTime() - graceTime) };
    const old = await database.em().find(KeptImage, { keptAt }, { fields: ['digest'] });
    for (const { digest } of old) {
      if (!referenced.has(digest)) await this.#remove(digest, keptAt);
    }
    for (const digest of await place.owned()) await this.#removeUnknown(digest);
  }

  /** Nobody writes it while this has its lock. */
  async #removeUnknown(digest: string): Promise<void> {
    const { database, place } = this.#deps;
    if ((await database.em().count(KeptImage, { digest })) > 0) return;
    await using lock = await this.#hold(digest);
    if ((await database.em().count(KeptImage, { digest })) > 0) return;
    lock.lost.throwIfAborted();
    await place.remove(digest);
  }

  async #remove(digest: string, keptAt: { readonly $lt: Date }): Promise<void> {
    const { database, place } = this.#deps;
    await using lock = await this.#hold(digest);
    // Unless somebody wants it kept meanwhile, also at another server, which has the lock then.
    const removed = await database.transaction(async (em) => {
      const rows = await em.nativeDelete(KeptImage, { digest, keptAt });
      lock.lost.throwIfAborted();
      return rows;
    });
    if (removed === 0) return;
    lock.lost.throwIfAborted();
    await place.remove(digest);
  }

  async #hold(digest: string, signal?: AbortSignal): Promise<Lock> {
    const wait = { wait: lockWait, ...(signal && { signal }) };
    const lock = await this.#deps.locks.acquire(imageLock(digest), wait);
    if (lock) return lock;
    throw new Problem('locks-unavailable', 'The image is being kept by another request.');
  }

  async #expectRoomFor(size: number, account: string | undefined): Promise<void> {
    const { database, limit, report } = this.#deps;
    const kept = await database.em().findAll(KeptImage, { fields: ['size'] });
    const taken = kept.reduce((sum, each) => sum + each.size, 0);
    if (taken + size <= limit * (1 - reserved)) return;
    if (taken + size <= limit && (await this.#mayUseAll(size, account))) return;
    const detail = `The server keeps ${taken} octets of images, of at most ${limit} (FULMAR_KEPT_IMAGES_LIMIT); the last quarter is for accounts with less than a quarter.`;
    const problem = new Problem('no-room', detail);
    report?.(problem, 'an image is not kept');
    throw problem;
  }

  async #mayUseAll(size: number, account: string | undefined): Promise<boolean> {
    if (!account) return true;
    const { limit, hasOthers = async () => true } = this.#deps;
    if ((await this.#octetsOf(account)) + size <= limit * reserved) return true;
    return !(await hasOthers(account));
  }

  async #octetsOf(account: string): Promise<number> {
    const { clock, heldBy = async () => 0 } = this.#deps;
    return Math.max(this.#lately.of(account, clock()), await heldBy(account));
  }
}
