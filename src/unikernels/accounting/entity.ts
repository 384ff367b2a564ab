import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';

/** What an account had and used on a host in a month, as far as Fulmar watched. */
const AccountUsageSchema = defineEntity({
  name: 'AccountUsage',
  tableName: 'account_usage',
  properties: {
    /** In UTC: `2026-11`. */
    month: p.string().primary(),
    host: p.string().$type<Label>().primary(),
    domain: p.string().$type<Label>().primary(),
    /** MiB of its running unikernels, times seconds. */
    memorySeconds: p.bigint('number'),
    /** Milliseconds of CPU time that its managed unikernels used. */
    cpuMilliseconds: p.bigint('number'),
    /** MiB of its volumes, times seconds. */
    storageSeconds: p.bigint('number'),
    /** Seconds in which it had anything there and that was seen. */
    observedSeconds: p.bigint('number'),
  },
});

export class AccountUsage extends AccountUsageSchema.class {}
AccountUsageSchema.setClass(AccountUsage);
