import { defineEntity, p } from '@mikro-orm/core';
import type { Severity } from '../../database/events/define-event.ts';

/** How a channel tells: events to a program, or messages to people. */
export const channelKinds = ['webhook', 'mail', 'text'] as const;

export type ChannelKind = (typeof channelKinds)[number];

/** The server's own channels, which administrators have, have this for an owner. */
export const wholeServer = 'server';

/** What a channel has told of something that is not well, which is not told again. */
export interface Told {
  /** The address below `/api/v1`, as `hosts/one`. */
  readonly object: string;
  /** What of it: how it runs, or one of its checks. */
  readonly cause: string;
  readonly severity: Severity;
  /** RFC 3339. */
  readonly at: string;
  /** It is well again, though nobody was told: it explains nothing any more. */
  readonly over?: boolean;
}

/** Where events are told. */
const ChannelSchema = defineEntity({
  name: 'Channel',
  tableName: 'channels',
  indexes: [{ properties: ['owner'] }],
  properties: {
    id: p.uuid().primary(),
    /** An account's id, or `server`. */
    owner: p.string(),
    kind: p.string().$type<ChannelKind>(),
    name: p.string(),
    /** Types of events that it wants, or the beginnings of some, which end with a dot; `*`: all. */
    types: p.json().$type<readonly string[]>(),
    enabled: p.boolean(),
    /** Why it was switched off by itself; null: it was not. */
    endedReason: p.string().nullable(),
    /** Since when its receiver has taken nothing of what was sent; null: it has, or nothing was. */
    failingSince: p.datetime().nullable(),
    /** Until when its receiver wants to hear nothing; null: it does not say. */
    putOffUntil: p.datetime().nullable().index(),
    /** Nothing is told until then. */
    mutedUntil: p.datetime().nullable(),
    /** As much of the address as may be shown; empty for mails. */
    target: p.string(),
    /** Sealed in the context `channel/ID`; null for mails. */
    sealedSettings: p.text().nullable(),
    /** The owner of whom it is the first channel, which is made by itself; null: of nobody. */
    standardOf: p.string().nullable().unique(),
    /** Of those for people: when the latest messages were, RFC 3339, an hour at most. */
    sentAt: p.json().$type<readonly string[]>(),
    told: p.json().$type<readonly Told[]>(),
    createdAt: p.datetime(),
  },
});

export class Channel extends ChannelSchema.class {}
ChannelSchema.setClass(Channel);
