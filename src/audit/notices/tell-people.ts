import { randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { Channel, wholeServer } from '../channels/entity.ts';
import { Delivery } from '../deliveries/entity.ts';
import { asContent } from '../deliveries/test-content.ts';
import { type Change, chooseNews } from './choose-news.ts';
import { composeMessage } from './compose-message.ts';
import { Notice } from './entity.ts';
import { silenceOf } from './muted-notices.ts';
import { sameCause } from './trouble-memory.ts';
import { latestSent, tellsAt } from './when-to-tell.ts';

/** Notices that one message can be made of. */
const maxNotices = 5_000;

export interface TellPeopleDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** What paths of ours are put behind in links, as `https://example.org/fulmar`; null: there are none. */
  readonly serverAddress: string | null;
  readonly report: (error: unknown, what: string) => void;
}

/** Makes the messages to people that are due. Says when the next one is; null: none waits. */
export async function tellPeople(deps: TellPeopleDeps): Promise<Date | null> {
  const { database, clock } = deps;
  let next: Date | null = null;
  for (const { channel, ...waiting } of await waitingChannels(database)) {
    const at = tellsAt(waiting, channel.sentAt, clock());
    if (at <= clock()) await tellBy(deps, channel.id);
    else if (!next || at < next) next = at;
  }
  return next;
}

/** What fails for one channel is told by the others. */
async function tellBy(deps: TellPeopleDeps, channel: string): Promise<void> {
  try {
    await deps.database.transaction((em) => tell(em, deps, channel));
  } catch (error) {
    deps.report(error, 'a message to people is not made');
  }
}

/** Channels with something to tell, and since when the first and the latest of it waits. */
async function waitingChannels(database: Database) {
  const em = database.em();
  const ends = await em.execute<{ first: number; latest: number }[]>(
    'select min(serial) as first, max(serial) as latest from notices where behind is null group by channel',
  );
  if (ends.length === 0) return [];
  const serial = { $in: ends.flatMap(({ first, latest }) => [first, latest]) };
  const notices = await em.find(Notice, { serial }, { orderBy: { serial: 'asc' } });
  const byChannel = Map.groupBy(notices, ({ channel }) => channel);
  const channels = await em.find(Channel, { id: { $in: [...byChannel.keys()] } });
  return channels.flatMap((channel) => {
    const [first, latest = first] = byChannel.get(channel.id) ?? [];
    if (!first || !latest) return [];
    return [{ channel, since: first.queuedAt, latest: latest.queuedAt }];
  });
}

async function tell(
  em: EntityManager,
  { clock, serverAddress }: TellPeopleDeps,
  id: string,
): Promise<void> {
  const now = clock();
  const channel = await em.findOne(Channel, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const page = { orderBy: { number: 'asc' }, limit: maxNotices } as const;
  const notices = await em.find(Notice, { channel: id, behind: null }, page);
  await em.nativeDelete(Notice, { serial: { $in: notices.map(({ serial }) => serial) } });
  if (!channel?.enabled) return;
  const events = await eventsOf(em, notices);
  const isMuted = await silenceOf(em, channel, now);
  const changed = await changesOf(em, events, now);
  const { news, told, held } = chooseNews({ events, told: channel.told, isMuted, changed, now });
  channel.told = told;
  for (const [event, behind] of held) {
    em.create(Notice, { channel: id, number: event.number ?? 0, queuedAt: now, behind });
  }
  if (news.length === 0) return;
  channel.sentAt = latestSent(channel.sentAt, now);
  const path = channel.owner === wholeServer ? '/administration/notifications' : '/notifications';
  const message = composeMessage(news, serverAddress === null ? null : serverAddress + path);
  const [only] = news.length === 1 ? news : [];
  em.create(Delivery, {
    ...{ id: randomUUID(), channel: id, event: null, object: only?.object ?? null },
    ...{ type: only?.type ?? 'several', summary: message.title, content: asContent(message) },
    ...{ state: 'waiting', tries: 0, nextTryAt: now, createdAt: now, triedAt: null },
    ...{ status: null, answer: null, fault: null },
  });
}

async function eventsOf(em: EntityManager, notices: readonly Notice[]): Promise<StoredEvent[]> {
  const number = { $in: notices.map((notice) => notice.number) };
  return await em.find(StoredEvent, { number }, { orderBy: { number: 'asc' } });
}

/** What says that something was done to a unikernel: only some deployments tell that they begin. */
const changes = ['deployment.started', 'deployment.succeeded'];

/** By object: how it was changed last by somebody, since the first of these events or what is remembered of it. */
async function changesOf(
  em: EntityManager,
  events: readonly StoredEvent[],
  now: Date,
): Promise<ReadonlyMap<string, Change>> {
  const object = { $in: [...new Set(events.map((event) => event.object))] };
  const since = { $gt: new Date(now.getTime() - sameCause) };
  const lately = { $or: [{ number: { $gt: events[0]?.number ?? 0 } }, { lastAt: since }] };
  const started = await em.find(
    StoredEvent,
    { object, type: { $in: changes }, number: { $ne: null }, ...lately },
    { orderBy: { number: 'asc' } },
  );
  const byHand = started.filter(({ facts }) => facts.automatic !== true);
  return new Map(byHand.map(({ object, number, at }) => [object, { number: number ?? 0, at }]));
}
