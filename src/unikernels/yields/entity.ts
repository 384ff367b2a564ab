import { defineEntity, p } from '@mikro-orm/core';

/** What a host has one subscriber for in each domain. */
export type YieldedKind = 'stats' | 'log';

/** A place for a subscriber on a host, as far as other clients want it: remembered for all servers. */
const YieldSchema = defineEntity({
  name: 'Yield',
  tableName: 'yields',
  properties: {
    /** The host's id. */
    host: p.string().primary(),
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
