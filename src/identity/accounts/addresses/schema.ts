import { z } from 'zod';
import { textField } from '../../../http/fields.ts';

export const verifyEmailBody = z
  .strictObject({
    token: textField.max(100).meta({ description: 'What stands behind `#` in the link.' }),
  })
  .meta({ id: 'VerifyEmail' });
