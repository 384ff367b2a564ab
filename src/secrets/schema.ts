import { z } from 'zod';
import { exactField, timeField } from '../http/fields.ts';

/** Octets. */
const maxValue = 4096;

/** What a name consists of. */
export const nameRule = '1 to 64 of A-Z, 0-9 and _, not beginning with a digit';

const secretName = /^[A-Z_][A-Z0-9_]{0,63}$/;

/** Whether a text can be the name of a secret. */
export const isSecretName = (text: string): boolean => secretName.test(text);

const nameField = z
  .string()
  .regex(secretName, `is not a valid name of a secret (${nameRule})`)
  .meta({ description: `A name: ${nameRule}.`, example: 'DNS_KEY' });

export const secretParams = z.strictObject({ secret: nameField });

export const saveSecretBody = z
  .strictObject({
    value: exactField
      .min(1)
      .refine((text) => Buffer.byteLength(text) <= maxValue, `must have at most ${maxValue} octets`)
      .meta({
        description:
          `1 to ${maxValue} octets of UTF-8. White space, quotes and backslashes are escaped by a ` +
          'backslash, as in an argument. Never shown again.',
      }),
  })
  .meta({ id: 'SaveSecret' });

export const secretAnswer = z
  .object({
    name: z.string(),
    createdAt: timeField,
    changedAt: timeField.meta({ description: 'When its value was given last.' }),
  })
  .meta({ id: 'Secret' });

export const secretList = z.object({ data: z.array(secretAnswer) });
