import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { lockChannels } from '../channels/lock-channels.ts';
import { Mute } from './entity.ts';

/** What an owner may have muted at a time. */
const maxMutes = 200;

/** What owners want to hear nothing of for a while. */
export class Mutes {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** What is muted now, what ends first first. */
  async list(owner: string): Promise<Mute[]> {
    const where = { owner, until: { $gt: this.#clock() } };
    return await this.#database.em().find(Mute, where, { orderBy: { until: 'asc', id: 'asc' } });
  }

  /** Mutes an object and all below it, in the place of what was said of it before. Throws `limit-reached`. */
  async mute(owner: string, object: string, until: Date): Promise<Mute> {
    const now = this.#clock();
    return await this.#database.transaction(async (em) => {
      await lockChannels(em, owner);
      await em.nativeDelete(Mute, { owner, $or: [{ object }, { until: { $lte: now } }] });
      if ((await em.count(Mute, { owner })) >= maxMutes) throw tooMany();
      return em.create(Mute, { id: randomUUID(), owner, object, until, createdAt: now });
    });
  }

  /** Throws `mute-unknown`. */
  async end(owner: string, id: string): Promise<void> {
    if ((await this.#database.em().nativeDelete(Mute, { owner, id })) > 0) return;
    throw new Problem('mute-unknown', 'Nothing is muted under this id.');
  }
}

/** Whether something about an object is muted, by these objects. */
export function isMuted(object: string, muted: Iterable<string>): boolean {
  for (const each of muted) if (object === each || object.startsWith(`${each}/`)) return true;
  return false;
}

/** What these owners have muted now, by owner. */
export async function mutedObjects(
  em: EntityManager,
  owners: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const mutes = await em.find(Mute, { owner: { $in: [...owners] }, until: { $gt: now } });
  const byOwner = Map.groupBy(mutes, ({ owner }) => owner);
  return new Map([...byOwner].map(([owner, all]) => [owner, all.map(({ object }) => object)]));
}

function tooMany(): Problem {
  return new Problem('limit-reached', `There are ${maxMutes} things muted. End some.`);
}
