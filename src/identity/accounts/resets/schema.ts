import { z } from 'zod';
import { textField, timeField } from '../../../http/fields.ts';
import { newPassword } from '../schema.ts';

export const resetPasswordBody = z
  .strictObject({
    token: textField.max(100).meta({ description: 'What stands behind `#` in the link.' }),
    password: newPassword,
  })
  .meta({ id: 'ResetPassword' });

export const requestResetBody = z
  .strictObject({
    account: textField.max(254).meta({ description: 'Its name, or its e-mail address.' }),
  })
  .meta({ id: 'RequestPasswordReset' });

export const offeredResetAnswer = z
  .object({
    link: z.string().meta({ description: 'For the person; it is shown this once.' }),
    token: z.string().meta({ description: 'The secret part of the link by itself.' }),
    expiresAt: timeField,
  })
  .meta({ id: 'PasswordReset' });
