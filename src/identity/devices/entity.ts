import { defineEntity, p } from '@mikro-orm/core';
import type { Scope } from '../access/scopes.ts';

/** A program without a browser that asks for a token (RFC 8628). It goes when it has it, or its time is over. */
const DeviceRequestSchema = defineEntity({
  name: 'DeviceRequest',
  tableName: 'device_requests',
  properties: {
    id: p.uuid().primary(),
    /** SHA-256, hexadecimal, of what the program shows each time it asks. */
    deviceHash: p.string().unique(),
    /** What the person types in: 8 letters. */
    userCode: p.string().unique(),
    /** What the program calls itself. */
    client: p.string(),
    /** Where it asks from. */
    address: p.string(),
    scopes: p.json().$type<readonly Scope[]>(),
    /** Who has allowed it; null: nobody so far. */
    accountId: p.uuid().nullable().index(),
    denied: p.boolean(),
    /** Milliseconds that it has to leave between two times that it asks. */
    interval: p.integer(),
    askedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().index(),
  },
});

export class DeviceRequest extends DeviceRequestSchema.class {}
DeviceRequestSchema.setClass(DeviceRequest);
