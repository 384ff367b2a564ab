import { z } from 'zod';
import { exactField, textField, timeField } from '../../http/fields.ts';
import { idField } from '../../http/id-field.ts';

/** What is no address or too short for a password is simply refused, as any wrong one. */
export const signInBody = z
  .strictObject({
    email: textField.max(254).toLowerCase(),
    password: exactField.max(1024),
  })
  .meta({ id: 'SignIn' });

export const sessionParams = z.strictObject({ id: idField });

export const sessionAnswer = z
  .object({
    id: z.string(),
    current: z.boolean().meta({ description: 'Whether it is the one that asks.' }),
    createdAt: timeField,
    expiresAt: timeField,
    lastSeenAt: timeField,
    address: z.string(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'Session' });

export const sessionList = z.object({ data: z.array(sessionAnswer) });
