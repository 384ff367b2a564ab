import { defineEntity, p } from '@mikro-orm/core';

/** What a notice waits behind that is muted, or for somebody who is suspended: no object is called so. */
export const untilUnmuted = 'mute';

/** An event that people are to be told of, with others of the same time in one message. */
const NoticeSchema = defineEntity({
  name: 'Notice',
  tableName: 'notices',
  uniques: [{ properties: ['channel', 'number'] }],
  properties: {
    serial: p.integer().primary().autoincrement(),
    /** The channel's id. */
    channel: p.uuid(),
    /** The event's. */
    number: p.integer(),
    /** When it was known here. */
    queuedAt: p.datetime(),
    /** The object whose trouble explains it, until that is over, or `untilUnmuted`; null: it is to be told. */
    behind: p.string().nullable().index(),
  },
});

export class Notice extends NoticeSchema.class {}
NoticeSchema.setClass(Notice);

/** Something of which people want to hear nothing for a while. */
const MuteSchema = defineEntity({
  name: 'Mute',
  tableName: 'mutes',
  uniques: [{ properties: ['owner', 'object'] }],
  properties: {
    id: p.uuid().primary(),
    /** An account's id, or `server`. */
    owner: p.string(),
    /** An address below `/api/v1`, as `hosts/one`; all below it is muted, too. */
    object: p.string(),
    until: p.datetime(),
    createdAt: p.datetime(),
  },
});

export class Mute extends MuteSchema.class {}
MuteSchema.setClass(Mute);

/** Up to which event somebody has looked at what happened. */
const SeenEventsSchema = defineEntity({
  name: 'SeenEvents',
  tableName: 'seen_events',
  properties: {
    accountId: p.uuid().primary(),
    number: p.integer(),
  },
});

export class SeenEvents extends SeenEventsSchema.class {}
SeenEventsSchema.setClass(SeenEvents);
