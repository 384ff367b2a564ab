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
