import { z } from 'zod';
import { labelField } from '../../http/fields.ts';
import { nextField, pageQuery } from '../../http/paging.ts';

export const usageQuery = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, as 2026-11')
    .optional()
    .meta({ description: 'In UTC; without it, the present one.', example: '2026-11' }),
  account: labelField.optional().meta({ description: 'The name of an account: only its usage.' }),
});

export const usagePageQuery = usageQuery.extend(pageQuery);

const hours = (what: string) => z.number().meta({ description: what });

export const usageAnswer = z.object({
  month: z.string(),
  data: z.array(
    z
      .object({
        account: z.string(),
        host: z.string(),
        memoryGiBHours: hours('Memory of running unikernels, times hours.'),
        cpuHours: hours('CPU time that managed unikernels used.'),
        volumeGiBHours: hours('Size of volumes, times hours.'),
        observedHours: hours('Hours in which it had anything there, and Fulmar saw it.'),
      })
      .meta({ id: 'AccountUsage' }),
  ),
  next: nextField,
});
