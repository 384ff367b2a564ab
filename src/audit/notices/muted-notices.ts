import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../database/database.ts';
import { Channel } from '../channels/entity.ts';
import { listenerOf } from '../channels/may-tell.ts';
import { Notice, untilUnmuted } from './entity.ts';
import { isMuted, mutedObjects } from './mutes.ts';
import { queueAgain } from './queue-again.ts';

/** Notices of a channel that wait so at a time, the newest: what is muted for ever would be ever more. */
const maxHeld = 1_000;

/** Says of an object whether people are told nothing of it now: it or the channel is muted, or its owner suspended. */
export async function silenceOf(
  em: EntityManager,
  channel: Pick<Channel, 'owner' | 'mutedUntil'>,
  now: Date,
): Promise<(object: string) => boolean> {
  const { owner, mutedUntil } = channel;
  if ((mutedUntil && mutedUntil > now) || !(await listenerOf(em, channel))) return () => true;
  const muted = (await mutedObjects(em, [owner], now)).get(owner) ?? [];
  return (object) => isMuted(object, muted);
}

/** Gives a channel to tell what is muted no longer, and still so. */
export async function releaseUnmuted(em: EntityManager, id: string, now: Date): Promise<void> {
  const channel = await em.findOne(Channel, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const isSilent = channel ? await silenceOf(em, channel, now) : () => false;
  const held = await heldBy(em, id);
  const { free = [], silent = [] } = Object.groupBy(held, ({ object }) =>
    object !== null && isSilent(object) ? 'silent' : 'free',
  );
  const over = [...free, ...silent.slice(0, -maxHeld)];
  if (over.length === 0) return;
  await em.nativeDelete(Notice, { serial: { $in: over.map(({ serial }) => serial) } });
  if (!channel) return;
  const numbers = free.map(({ number }) => number);
  await queueAgain(em, id, numbers, now);
}

interface Held {
  readonly serial: number;
  /** The event's. */
  readonly number: number;
  /** null: the event is not kept any more. */
  readonly object: string | null;
}

async function heldBy(em: EntityManager, channel: string): Promise<Held[]> {
  return await em.execute<Held[]>(
    'select n.serial, n.number, e.object from notices n left join events e on e.number = n.number ' +
      'where n.channel = ? and n.behind = ? order by n.serial',
    [channel, untilUnmuted],
  );
}
