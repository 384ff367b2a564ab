import { z } from 'zod';
import { momentField, timeField } from '../../http/fields.ts';

export const muteParams = z.strictObject({ id: z.uuid() });

export const muteBody = z
  .strictObject({
    object: z
      .string()
      .regex(/^[a-z0-9./-]{1,300}$/, 'must be an address below /api/v1, as hosts/one')
      .meta({
        description: 'What is to be muted, all below it included.',
        example: 'hosts/one/unikernels/web',
      }),
    until: momentField.meta({ description: 'RFC 3339' }),
  })
  .meta({ id: 'MuteObject' });

export const muteAnswer = z
  .object({
    id: z.uuid(),
    object: z.string(),
    until: timeField,
    createdAt: timeField,
  })
  .meta({ id: 'Mute' });

export const muteList = z.object({ data: z.array(muteAnswer) });
