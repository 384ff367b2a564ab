import { z } from 'zod';
import { timeField } from '../../http/fields.ts';
import { nextField, pageQuery } from '../../http/paging.ts';
import { deliveryStates } from './entity.ts';

export const deliveryParams = z.strictObject({ id: z.uuid(), delivery: z.uuid() });

export const deliveryAnswer = z
  .object({
    id: z.uuid().meta({ description: 'Its `webhook-id`: the same with each try.' }),
    type: z.string(),
    object: z.string().nullable(),
    summary: z.string(),
    state: z.enum(deliveryStates),
    tries: z.int(),
    nextTryAt: timeField.nullable(),
    createdAt: timeField,
    triedAt: timeField.nullable(),
    status: z.int().nullable().meta({ description: 'Of the last answer.' }),
    answer: z.string().nullable().meta({ description: 'The beginning of the last answer.' }),
    fault: z.string().nullable().meta({ description: 'Why it was not taken.' }),
  })
  .meta({ id: 'Delivery' });

export const deliveriesQuery = z.strictObject(pageQuery);

export const deliveryPage = z.object({
  data: z.array(deliveryAnswer),
  next: nextField,
});
