import { defineEntity, p } from '@mikro-orm/core';

/** What a host has room for one subscriber for in each domain, and of consoles for a few. */
export type YieldedKind = 'stats' | 'log' | 'console';

/** A place for a subscriber on a host, as far as other clients want it: remembered for all servers. */
const YieldSchema = defineEntity({
  name: 'Yield',
  tableName: 'yields',
  properties: {
    /** The host's id. */
    host: p.string().primary(),
    /** Of a console its name, as `alice:web`: no domain has a colon. */
    domain: p.string().primary(),
    kind: p.string().$type<YieldedKind>().primary(),
    /** When the place was taken lately: milliseconds since 1970, the oldest first. */
    times: p.json().$type<readonly number[]>(),
    /** Until when it is left alone; null: it is not. */
    until: p.datetime().nullable(),
    changedAt: p.datetime().index(),
  },
});

export class Yield extends YieldSchema.class {}
YieldSchema.setClass(Yield);
