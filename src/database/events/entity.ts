import { defineEntity, p } from '@mikro-orm/core';
import type { Severity } from './define-event.ts';

/** Something that has happened. */
const StoredEventSchema = defineEntity({
  name: 'StoredEvent',
  tableName: 'events',
  indexes: [
    { properties: ['account', 'number'] },
    { properties: ['host', 'number'] },
    { properties: ['object', 'number'] },
  ],
  properties: {
    /** In the order in which they were recorded, which is not that of their commits. */
    serial: p.integer().primary().autoincrement(),
    id: p.uuid().unique(),
    /** Counts up without a gap, given after the commit; null: not yet. Readers go by it. */
    number: p.integer().nullable().unique(),
    type: p.string(),
    severity: p.string().$type<Severity>(),
    /** Its name: whose it is; null: only administrators see it. */
    account: p.string().nullable(),
    host: p.string().nullable(),
    /** A unikernel's or a volume's. */
    name: p.string().nullable(),
    /** Its address below `/api/v1`. */
    object: p.string(),
    summary: p.text(),
    facts: p.json().$type<Readonly<Record<string, unknown>>>(),
    /** By our clock. */
    at: p.datetime(),
    /** By its host's, where that has told. */
    hostAt: p.datetime().nullable(),
    /** How many that say the same it stands for, and when the last one was. */
    count: p.integer(),
    lastAt: p.datetime().index(),
    /** What is to be told once only has a key of its own. */
    once: p.string().nullable().unique(),
  },
});

export class StoredEvent extends StoredEventSchema.class {}
StoredEventSchema.setClass(StoredEvent);

/** The number that was given last. Who gives the next holds its only row. */
const EventSequenceSchema = defineEntity({
  name: 'EventSequence',
  tableName: 'event_sequence',
  properties: {
    id: p.integer().primary(),
    last: p.integer(),
  },
});

export class EventSequence extends EventSequenceSchema.class {}
EventSequenceSchema.setClass(EventSequence);
