import { z } from 'zod';
import { timeField } from '../../http/fields.ts';

export const keepingAnswer = z
  .object({
    enabled: z.boolean(),
    tries: z
      .int()
      .meta({ description: 'How often it was started again since it last kept running.' }),
    nextAt: timeField
      .nullable()
      .meta({ description: 'When it is started again, at the earliest.' }),
    gaveUp: z.string().nullable().meta({
      description: 'Why it is not started again; null: it would be. A deployment begins anew.',
    }),
  })
  .meta({ description: 'Whether Fulmar starts it again when it has ended.' });

export const recoverQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'Whether what is missing is only listed.' }),
});

export const recoveryAnswer = z
  .object({
    data: z.array(
      z.object({
        account: z.string(),
        name: z.string(),
        startup: z.int(),
        outcome: z.enum(['missing', 'started', 'skipped', 'failed']).meta({
          description:
            '`missing`: it was only listed. `started` does not mean that it stays up. `skipped`: it was ' +
            'stopped or changed meanwhile.',
        }),
        problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
      }),
    ),
    left: z.int().meta({ description: 'How many more are missing: ask again.' }),
  })
  .meta({ id: 'HostRecovery' });
