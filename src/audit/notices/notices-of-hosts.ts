import { raw } from '@mikro-orm/core';
import type { EntityManager } from '../../database/database.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { hostObject, movedObject } from '../../database/events/host-object.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { Channel, type Told } from '../channels/entity.ts';
import { Mute, Notice, untilUnmuted } from './entity.ts';

/** What is muted of a host, what was told of it, and what waits until its trouble is over. */
export const noticesOfHosts: HostBelongings = {
  async count(em, host) {
    return { mutes: await em.count(Mute, hostObject(host)) };
  },
  async rename(em, from, to) {
    const object = raw<string>(...movedObject(from, to));
    await em.nativeUpdate(Mute, hostObject(from), { object });
    const behind = raw<string>(...movedObject(from, to, 'behind'));
    await em.nativeUpdate(Notice, behindHost(from), { behind });
    await changeTold(em, from, (told) => {
      const rest = told.object.slice(`hosts/${from}`.length);
      return [{ ...told, object: `hosts/${to}${rest}` }];
    });
  },
  async end(em, host) {
    await em.nativeDelete(Mute, hostObject(host));
    await em.nativeDelete(Notice, behindHost(host));
    await em.nativeDelete(Notice, {
      behind: untilUnmuted,
      number: { $in: await aboutHost(em, host) },
    });
    await changeTold(em, host, () => []);
  },
};

/** What waits until trouble of a host, or of something on it, is over. */
function behindHost(host: string) {
  const behind = `hosts/${host}`;
  return { $or: [{ behind }, { behind: { $like: `${behind}/%` } }] };
}

/** The numbers of events about a host, or something on it, that wait since they are muted. */
async function aboutHost(em: EntityManager, host: string): Promise<number[]> {
  const held = await em.find(Notice, { behind: untilUnmuted }, { fields: ['number'] });
  const number = { $in: held.map((notice) => notice.number) };
  const about = { $and: [hostObject(host), { number }] };
  const events = await em.find(StoredEvent, about, { fields: ['number'] });
  return events.flatMap((event) => event.number ?? []);
}

async function changeTold(
  em: EntityManager,
  host: string,
  change: (told: Told) => readonly Told[],
): Promise<void> {
  const object = `hosts/${host}`;
  const isOfHost = (told: Told) => told.object === object || told.object.startsWith(`${object}/`);
  for (const { id, told } of await em.findAll(Channel, { disableIdentityMap: true })) {
    if (!told.some(isOfHost)) continue;
    const changed = told.flatMap((each) => (isOfHost(each) ? change(each) : [each]));
    await em.nativeUpdate(Channel, { id }, { told: changed });
  }
}
