import { defineEntity, p } from '@mikro-orm/core';

/** How it stands: it is tried until it is taken, or given up. */
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** Something that a channel tells: an event, or a message to people. */
const DeliverySchema = defineEntity({
  name: 'Delivery',
  tableName: 'deliveries',
  uniques: [{ properties: ['channel', 'event'] }],
  indexes: [{ properties: ['channel', 'serial'] }, { properties: ['channel', 'nextTryAt'] }],
  properties: {
    serial: p.integer().primary().autoincrement(),
    /** The same with each try, and to the receiver (`webhook-id`). */
    id: p.uuid().unique(),
    /** The channel's id. */
    channel: p.uuid(),
    /** The event's id, so that none is told twice; null: it is no single event. */
    event: p.uuid().nullable(),
    type: p.string(),
    /** The event's object, and otherwise null. */
    object: p.string().nullable(),
    summary: p.text(),
    /** Of a webhook the body; of messages to people what they are made from, as JSON. */
    content: p.text(),
    state: p.string().$type<DeliveryState>(),
    tries: p.integer(),
    /** null: it is not tried any more. */
    nextTryAt: p.datetime().nullable().index(),
    createdAt: p.datetime().index(),
    /** When it was tried last. */
    triedAt: p.datetime().nullable(),
    /** The status of the answer; null: there was none. */
    status: p.integer().nullable(),
    /** The beginning of the answer. */
    answer: p.text().nullable(),
    /** Why it was not taken. */
    fault: p.text().nullable(),
  },
});

export class Delivery extends DeliverySchema.class {}
DeliverySchema.setClass(Delivery);

/** The last number that a channel has given to what it told of an object. */
const DeliverySequenceSchema = defineEntity({
  name: 'DeliverySequence',
  tableName: 'delivery_sequences',
  properties: {
    channel: p.uuid().primary(),
    object: p.string().primary(),
    last: p.integer(),
  },
});

export class DeliverySequence extends DeliverySequenceSchema.class {}
DeliverySequenceSchema.setClass(DeliverySequence);

/** The number of the last event of which deliveries were made. Who makes them holds its only row. */
const DeliveryCursorSchema = defineEntity({
  name: 'DeliveryCursor',
  tableName: 'delivery_cursor',
  properties: {
    id: p.integer().primary(),
    last: p.integer(),
  },
});

export class DeliveryCursor extends DeliveryCursorSchema.class {}
DeliveryCursorSchema.setClass(DeliveryCursor);
