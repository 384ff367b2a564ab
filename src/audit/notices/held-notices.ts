import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { Channel } from '../channels/entity.ts';
import { Notice, untilUnmuted } from './entity.ts';
import { releaseUnmuted } from './muted-notices.ts';
import { queueAgain } from './queue-again.ts';
import { TroubleMemory } from './trouble-memory.ts';
import { recoveries, troubles } from './trouble-types.ts';

/** Milliseconds between two looks. */
const interval = 20_000;

/** Milliseconds for which trouble has to be over: a check passes again only after two tries 30 s apart. */
const settlesAfter = 70_000;

/** Milliseconds after which it is of no interest any more. */
const heldFor = 7 * 24 * 60 * 60_000;

/** What ends trouble: with a change by somebody whatever followed from it is looked at anew. */
const ends: readonly string[] = [...recoveries, 'deployment.succeeded'];

export interface HeldNoticesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly report: (error: unknown, what: string) => void;
}

/** What was not told, since it followed from other trouble or was muted: told when that is over, and this is not. */
export class HeldNotices {
  readonly #deps: HeldNoticesDeps;
  #next = new Date(0);

  constructor(deps: HeldNoticesDeps) {
    this.#deps = deps;
  }

  /** Gives to be told what is to be told now. Says when to look again; null: nothing is held. */
  async release(): Promise<Date | null> {
    const { database, clock } = this.#deps;
    const now = clock();
    if (now < this.#next) return this.#next;
    const held = await this.#held(now);
    const settled = new Date(now.getTime() - settlesAfter);
    for (const { channel, behind } of held) {
      if (behind === untilUnmuted) await this.#try((em) => releaseUnmuted(em, channel, now));
      else if (await isOver(database.em(), behind, settled)) {
        await this.#try((em) => releaseFrom(em, { channel, behind, now }));
      }
    }
    if (held.length === 0) return null;
    this.#next = new Date(now.getTime() + interval);
    return this.#next;
  }

  /** What fails for one channel is told by the others. */
  async #try(release: (em: EntityManager) => Promise<void>): Promise<void> {
    const { database, report } = this.#deps;
    try {
      await database.transaction(release);
    } catch (error) {
      report(error, 'what waited to be told is not');
    }
  }

  /** Which channels hold something, and behind what; what is held for too long is forgotten. */
  async #held(now: Date) {
    const em = this.#deps.database.em();
    const queuedAt = { $lt: new Date(now.getTime() - heldFor) };
    const isExplained = { $and: [{ behind: { $ne: null } }, { behind: { $ne: untilUnmuted } }] };
    await em.nativeDelete(Notice, { ...isExplained, queuedAt });
    const rows = await em
      .createQueryBuilder(Notice, 'n')
      .select(['n.channel', 'n.behind'], true)
      .where({ behind: { $ne: null } })
      .execute('all');
    return rows.flatMap(({ channel, behind }) => (behind ? [{ channel, behind }] : []));
  }
}

/** Whether the newest that is known of an object says that it is well, and has done so since before `settled`. */
async function isOver(em: EntityManager, object: string, settled: Date): Promise<boolean> {
  const [newest] = await em.find(
    StoredEvent,
    { object, type: { $in: [...troubles, ...ends] }, number: { $ne: null } },
    { orderBy: { number: 'desc' }, limit: 1 },
  );
  return !newest || (ends.includes(newest.type) && newest.at <= settled);
}

interface Held {
  readonly channel: string;
  readonly behind: string;
  readonly now: Date;
}

async function releaseFrom(em: EntityManager, { channel: id, behind, now }: Held): Promise<void> {
  const channel = await em.findOne(Channel, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const notices = await em.find(Notice, { channel: id, behind }, { orderBy: { number: 'asc' } });
  const serial = { $in: notices.map((notice) => notice.serial) };
  await em.nativeDelete(Notice, { serial });
  if (!channel) return;
  const memory = new TroubleMemory(channel.told, now);
  memory.end({ object: behind, cause: 'state' });
  channel.told = memory.kept();
  const numbers = notices.map(({ number }) => number);
  await queueAgain(em, id, numbers, now);
}
