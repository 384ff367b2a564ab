import { defineEntity, p } from '@mikro-orm/core';

/** Something that was changed or refused: who, what, from where, and what came of it. */
const AuditEventSchema = defineEntity({
  name: 'AuditEvent',
  tableName: 'audit_events',
  properties: {
    /** Counts up, so that pages follow each other by it. */
    id: p.integer().primary().autoincrement(),
    at: p.datetime().index(),
    /** null: nobody that is known. */
    accountId: p.uuid().nullable().index(),
    /** Kept for itself: an account may be deleted. */
    accountName: p.string().nullable().index(),
    credential: p.string().$type<'token' | 'session'>().nullable(),
    tokenName: p.string().nullable(),
    /** The first characters of the secret, which are visible anyway. */
    tokenPrefix: p.string().nullable(),
    /** null: from many. */
    address: p.string().nullable(),
    action: p.string(),
    object: p.string(),
    domain: p.string().nullable(),
    /** null: the client had left. */
    status: p.integer().nullable(),
    /** `succeeded`, or the code of the problem. */
    outcome: p.string(),
    requestId: p.string(),
    /** How many refusals it stands for, and when the last one was. */
    count: p.integer(),
    lastAt: p.datetime(),
  },
});

export class AuditEvent extends AuditEventSchema.class {}
AuditEventSchema.setClass(AuditEvent);
