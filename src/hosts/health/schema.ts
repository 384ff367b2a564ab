import { z } from 'zod';
import { timeField } from '../../http/fields.ts';

const maxDays = 30;

export const historyQuery = z.strictObject({
  days: z
    .string()
    .regex(/^[1-9]\d?$/, `must be from 1 to ${maxDays}`)
    .transform(Number)
    .refine((days) => days <= maxDays, `must be from 1 to ${maxDays}`)
    .default(7)
    .meta({ description: `How many days, until now: 1 to ${maxDays}, else 7.` }),
});

export const historyAnswer = z
  .object({
    from: timeField.meta({
      description: 'Later than asked for where the host was added later, or changed too often.',
    }),
    until: timeField,
    online: z
      .number()
      .meta({ description: 'The part of that time in which it was online: 0 to 1.' }),
    data: z
      .array(
        z.object({
          state: z.enum(['online', 'degraded']),
          reason: z.string().nullable().meta({ description: 'Why it was degraded, where told.' }),
          from: timeField,
          until: timeField,
        }),
      )
      .meta({ description: 'One after the other, the oldest first.' }),
  })
  .meta({ id: 'HostHistory' });
