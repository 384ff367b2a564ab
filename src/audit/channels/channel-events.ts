import { z } from 'zod';
import { defineEvent } from '../../database/events/define-event.ts';

/** Why a channel is switched off by itself. */
export type EndReason = 'gone' | 'failing';

const inWords = {
  gone: 'its receiver wants no more',
  failing: 'its receiver has taken nothing for five days',
} as const satisfies Record<EndReason, string>;

export const channelEnded = defineEvent({
  type: 'channel.ended',
  severity: 'warning',
  about:
    'A channel of notifications was switched off, since its receiver is gone or has taken nothing for five days.',
  facts: z.object({
    /** Its id. */
    channel: z.string(),
    name: z.string(),
    reason: z.enum(['gone', 'failing']),
  }),
  object: ({ channel }) => ({ object: `channels/${channel}`, host: null, name: null }),
  summary: ({ name, reason }) => `The channel ${name} was switched off: ${inWords[reason]}.`,
});
