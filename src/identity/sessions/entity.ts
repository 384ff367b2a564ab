import { defineEntity, p } from '@mikro-orm/core';

/** How long a session lasts: 7 days, in milliseconds. */
export const sessionLifetime = 7 * 24 * 60 * 60 * 1000;

/** A person's browser that is signed in. Of the cookie only its SHA-256 is kept. */
const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid().index(),
    secretHash: p.string().unique(),
    createdAt: p.datetime().index(),
    lastSeenAt: p.datetime(),
    address: p.string(),
    userAgent: p.string().nullable(),
  },
});

export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
