import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { LimitedResource } from './nearly-used.ts';

/** What a domain may use on a host, as the host has taken it. */
const PolicySchema = defineEntity({
  name: 'StoredPolicy',
  tableName: 'policies',
  uniques: [{ properties: ['hostId', 'domain'] }],
  properties: {
    id: p.uuid().primary(),
    hostId: p.uuid(),
    /** The name of the account. */
    domain: p.string().$type<Label>(),
    unikernels: p.integer(),
    /** MiB. */
    memory: p.integer(),
    /** MiB; null: no volumes. */
    storage: p.integer().nullable(),
    cpuids: p.json().$type<readonly number[]>(),
    bridges: p.json().$type<readonly string[]>(),
    updatedAt: p.datetime(),
    /** What of it the account was told to be nearly used up; null: nothing was. */
    nearlyUsed: p.json().$type<readonly LimitedResource[]>().nullable(),
  },
});

export class StoredPolicy extends PolicySchema.class {}
PolicySchema.setClass(StoredPolicy);
