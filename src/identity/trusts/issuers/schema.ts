import { z } from 'zod';
import { textField, timeField } from '../../../http/fields.ts';
import { idField } from '../../../http/id-field.ts';

const maxAddressLength = 512;

/** An issuer's address as `iss` has it: compared letter by letter, so nothing is folded. */
export const issuerField = z
  .url({ protocol: /^https?$/, error: 'must be an address as https://issuer.example.org' })
  .max(maxAddressLength)
  .pipe(textField)
  .refine((text) => !/[?#@]/.test(text), 'must have no query, no fragment and no user')
  .meta({
    description: 'Exactly as `iss` has it.',
    example: 'https://token.actions.githubusercontent.com',
  });

export const allowIssuerBody = z
  .strictObject({
    issuer: issuerField,
    privateAddresses: z.boolean().default(false).meta({
      description: 'Whether it may be at an address of a network of one’s own.',
    }),
  })
  .meta({ id: 'AllowIssuer' });

export const issuerParams = z.strictObject({ id: idField });

export const issuerAnswer = z
  .object({
    id: z.string(),
    issuer: z.string(),
    privateAddresses: z.boolean(),
    createdAt: timeField,
  })
  .meta({ id: 'Issuer' });

export const issuerList = z.object({ data: z.array(issuerAnswer) });
