import { defineEntity, p } from '@mikro-orm/core';

/**
 * A lock that a server holds, removed when it gives it back: one that is found although the lock is
 * free was lost, and its holder may not know that yet. On SQLite there are none.
 */
const HeldLockSchema = defineEntity({
  name: 'HeldLock',
  tableName: 'locks',
  properties: {
    /** Of this holding of it. */
    id: p.uuid().primary(),
    /** What it is on, as `volume/one/alice/data`. */
    name: p.string(),
    shared: p.boolean(),
    /** The id of the server. */
    server: p.string(),
    /** One start of that server. */
    run: p.uuid(),
    since: p.datetime(),
  },
  indexes: [{ properties: ['name'] }],
});

export class HeldLock extends HeldLockSchema.class {}
HeldLockSchema.setClass(HeldLock);
