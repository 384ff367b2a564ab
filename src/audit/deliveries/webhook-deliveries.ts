import { randomUUID } from 'node:crypto';
import type { EntityManager } from '../../database/database.ts';
import type { StoredEvent } from '../../database/events/entity.ts';
import { publishedEvent } from '../../database/events/published-event.ts';
import { presentEvent } from '../activity/presenter.ts';
import type { Channel } from '../channels/entity.ts';
import { DeliverySequence } from './entity.ts';

/** An event, and a channel that is to tell of it. */
export interface WantedEvent {
  readonly channel: Channel;
  readonly event: StoredEvent;
}

/** Webhooks of events, each with its place among those of the same channel about the same object. */
export async function webhookDeliveries(
  em: EntityManager,
  wanted: readonly WantedEvent[],
  now: Date,
) {
  const sequences = await readSequences(em, wanted);
  const made = wanted.map(({ channel, event }) => {
    const key = keyOf(channel.id, event.object);
    const sequence = (sequences.get(key)?.last ?? 0) + 1;
    sequences.set(key, { channel: channel.id, object: event.object, last: sequence });
    return webhook(channel, event, sequence, now);
  });
  if (made.length > 0) await em.upsertMany(DeliverySequence, [...sequences.values()]);
  return made;
}

const keyOf = (channel: string, object: string) => `${channel} ${object}`;

interface Sequence {
  readonly channel: string;
  readonly object: string;
  readonly last: number;
}

async function readSequences(
  em: EntityManager,
  wanted: readonly WantedEvent[],
): Promise<Map<string, Sequence>> {
  if (wanted.length === 0) return new Map();
  const channel = { $in: [...new Set(wanted.map((each) => each.channel.id))] };
  const object = { $in: [...new Set(wanted.map(({ event }) => event.object))] };
  const where = { channel, object };
  const found = await em.find(DeliverySequence, where, { disableIdentityMap: true });
  return new Map(
    found.map((each) => [
      keyOf(each.channel, each.object),
      { channel: each.channel, object: each.object, last: each.last },
    ]),
  );
}

function webhook({ id: channel }: Channel, event: StoredEvent, sequence: number, now: Date) {
  const { id, type, object, summary } = event;
  const data = { ...presentEvent(publishedEvent(event)), sequence };
  const payload = { type, timestamp: data.at, data };
  return {
    ...{ id: randomUUID(), channel, event: id, type, object, summary },
    content: JSON.stringify(payload),
    ...{ state: 'waiting' as const, tries: 0, nextTryAt: now, createdAt: now },
    ...{ triedAt: null, status: null, answer: null, fault: null },
  };
}
