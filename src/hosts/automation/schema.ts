import { z } from 'zod';
import { timeField } from '../../http/fields.ts';

export const automationBody = z
  .strictObject({ paused: z.boolean().meta({ description: 'false: resume.' }) })
  .meta({ id: 'ChangeAutomation' });

export const automationAnswer = z
  .object({
    paused: z.boolean(),
    since: timeField.nullable(),
    reason: z.string().nullable().meta({ description: 'A sentence; null: it is not paused.' }),
  })
  .meta({ id: 'Automation' });
