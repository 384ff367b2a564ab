import { z } from 'zod';
import { labelField, timeField } from '../../http/fields.ts';
import { accountAnswer, emailField } from '../accounts/schema.ts';
import { createTokenBody, madeToken } from '../tokens/schema.ts';

export const inviteBody = z
  .strictObject({
    name: labelField.meta({ description: 'Also the domain on every host; it never changes.' }),
    email: emailField,
    token: createTokenBody.optional().meta({
      description: 'A first token of the account, which may do no more than whoever asks.',
    }),
  })
  .meta({ id: 'InviteAccount' });

export const invitedAnswer = z
  .object({
    account: accountAnswer,
    link: z.string().meta({
      description: 'Where the person chooses a password. It is shown this once, and works once.',
    }),
    expiresAt: timeField.meta({ description: 'When the link ends.' }),
    mailed: z.boolean().meta({ description: 'Whether the link was sent to the address, too.' }),
    token: madeToken.nullable().meta({ description: 'Its secret is shown this once; null: none.' }),
  })
  .meta({ id: 'InvitedAccount' });
