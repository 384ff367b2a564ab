import { z } from 'zod';
import { severities } from '../../database/events/define-event.ts';
import { anyAccountQuery, labelField, momentField, timeField } from '../../http/fields.ts';
import { nextField, pageQuery } from '../../http/paging.ts';

const time = momentField.meta({ description: 'RFC 3339' });

const number = z
  .string()
  .regex(/^(0|[1-9]\d{0,8})$/, 'is no number of an event')
  .transform(Number);

const type = z
  .string()
  .regex(/^[a-z]+\.([a-z]+(_[a-z]+)*)?$/, 'must be as unikernel.exited, or as unikernel.')
  .meta({
    description: 'One type, or all below a prefix that ends with a dot.',
    example: 'unikernel.',
  });

const filters = {
  ...anyAccountQuery.shape,
  type: type.optional(),
  severity: z.enum(severities).optional().meta({ description: 'What is at least so bad.' }),
  host: labelField.optional().meta({ description: 'What happened on this host.' }),
  object: z
    .string()
    .regex(/^[a-z0-9./-]{1,300}$/, 'must be an address below /api/v1, as hosts/one')
    .optional()
    .meta({
      description: 'What it happened to, all below it included.',
      example: 'hosts/one/unikernels/web',
    }),
};

export const eventsQuery = z.strictObject({
  ...filters,
  since: time.optional(),
  until: time.optional().meta({ description: 'RFC 3339; not included.' }),
  ...pageQuery,
});

export const eventStreamQuery = z.strictObject({
  ...filters,
  after: number.optional().meta({
    description: 'Begin after the event of this number; else with what happens from now on.',
  }),
});

/** The header `Last-Event-ID`. */
export const lastEventId = number.nullable();

export const eventAnswer = z
  .object({
    id: z.uuid(),
    number: z.int().meta({
      description: 'Counts up without a gap over all accounts: what is later has a higher one.',
    }),
    type: z.string().meta({
      description: 'One of docs/events.md; later releases know more.',
      example: 'unikernel.exited',
    }),
    severity: z.enum(severities),
    account: z.string().nullable().meta({ description: 'null: only administrators see it.' }),
    host: z.string().nullable(),
    object: z.string().meta({ description: 'What it happened to: its address below /api/v1.' }),
    at: timeField.meta({ description: 'When Fulmar saw it; RFC 3339, UTC.' }),
    hostAt: timeField.nullable().meta({
      description:
        'By the host’s clock, if it reports one: when the unikernel started, or what it printed at its end.',
    }),
    summary: z.string().meta({ description: 'The facts in one sentence.' }),
    facts: z.record(z.string(), z.unknown()).meta({ description: 'By its type.' }),
    count: z.int().meta({
      description: 'Events that say the same within ten minutes are one, which counts them.',
    }),
    lastAt: timeField.meta({ description: 'When the last of them was.' }),
  })
  .meta({ id: 'Event' });

export const unseenEvents = z.object({
  count: z.int().meta({ description: 'How many there are.' }),
  data: z.array(eventAnswer).meta({ description: 'The newest of them, at most ten.' }),
});

export const seenBody = z
  .strictObject({ number: z.int().min(0).max(2_000_000_000) })
  .meta({ id: 'MarkEventsSeen' });

export const eventTypeList = z.object({
  data: z.array(
    z.object({
      type: z.string(),
      severity: z.enum(severities),
      about: z.string().meta({ description: 'When it happens.' }),
    }),
  ),
});

export const eventPage = z.object({
  data: z.array(eventAnswer),
  next: nextField,
});
