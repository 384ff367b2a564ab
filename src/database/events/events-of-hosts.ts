import { raw } from '@mikro-orm/core';
import type { HostBelongings } from '../host-belongings.ts';
import { StoredEvent } from './entity.ts';
import { hostObject, movedObject } from './host-object.ts';

/** Events are found by the name that their host has now; what they say stays. Removed, they stay for their time. */
export const eventsOfHosts: HostBelongings = {
  async rename(em, from, to) {
    const object = raw<string>(...movedObject(from, to));
    await em.nativeUpdate(StoredEvent, hostObject(from), { object });
    await em.nativeUpdate(StoredEvent, { host: from }, { host: to });
  },
};
