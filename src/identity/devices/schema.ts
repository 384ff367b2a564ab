import { z } from 'zod';
import { nameField, textField, timeField } from '../../http/fields.ts';
import { scopes } from '../access/scopes.ts';

/** The grant of RFC 8628, section 3.4. */
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

export const startDeviceBody = z
  .strictObject({
    client: nameField
      .max(100)
      .meta({ description: 'What the program calls itself; the token is named so.' }),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  })
  .meta({ id: 'StartDevice' });

/** The names of RFC 8628, section 3.2. */
export const startedDeviceAnswer = z
  .object({
    device_code: z.string().meta({ description: 'What `POST /token` takes; a secret.' }),
    user_code: z.string().meta({ description: 'What the person types in.', example: 'BCDF-GHJK' }),
    verification_uri: z.string(),
    verification_uri_complete: z.string(),
    expires_in: z.int().meta({ description: 'Seconds' }),
    interval: z.int().meta({ description: 'Seconds to leave between two times that it asks.' }),
  })
  .meta({ id: 'StartedDevice' });

export const deviceTokenBody = z
  .strictObject({
    grant_type: z.literal(deviceGrant),
    device_code: textField.max(100),
    client_id: nameField
      .max(100)
      .optional()
      .meta({ description: 'The same as `client` when it began.' }),
  })
  .meta({ id: 'DeviceToken' });

export const givenTokenAnswer = z
  .object({
    access_token: z.string().meta({ description: 'The token, shown this once.' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds' }),
    scope: z.string().meta({ description: 'Divided by spaces.' }),
  })
  .meta({ id: 'GivenToken' });

export const deviceParams = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z]{4}-?[A-Za-z]{4}$/, 'is no code: one has eight letters')
    .meta({ example: 'BCDF-GHJK' }),
});

export const deviceAnswer = z
  .object({
    code: z.string(),
    client: z.string(),
    address: z.string().meta({ description: 'Where it asks from.' }),
    scopes: z.array(z.string()),
    createdAt: timeField,
    expiresAt: timeField,
    tokenPeriod: z.string().meta({ description: 'How long its token will live.' }),
  })
  .meta({ id: 'Device' });

export const answerDeviceBody = z.strictObject({ allow: z.boolean() }).meta({ id: 'AnswerDevice' });
