import { z } from 'zod';
import { textField, timeField } from '../http/fields.ts';
import { services } from './entity.ts';

export const serviceParams = z.strictObject({ service: z.enum(services) });

export const saveCredentialBody = z
  .strictObject({
    secret: textField
      .min(1)
      .max(1024)
      .meta({
        description:
          'For `github` a token; for `docker-hub` `USERNAME:TOKEN`, with an access token or a ' +
          'password. Never shown again.',
      }),
  })
  .meta({ id: 'SaveExternalCredential' });

const findingAnswer = z.object({
  at: timeField,
  accepted: z.boolean().meta({ description: 'Whether the service takes it.' }),
  identity: z.string().nullable().meta({ description: 'Whose it is, as the service says.' }),
  limit: z
    .number()
    .nullable()
    .meta({ description: 'Requests, or pulls, in a window; null: none.' }),
  remaining: z.number().nullable(),
  window: z.number().nullable().meta({ description: 'Seconds.' }),
  resetsAt: timeField.nullable(),
  detail: z.string().nullable(),
});

export const credentialAnswer = z
  .object({
    service: z.enum(services),
    savedAt: timeField,
    finding: findingAnswer
      .nullable()
      .meta({ description: 'What the service said at the last check; null: not checked yet.' }),
  })
  .meta({ id: 'ExternalCredential' });

export const credentialList = z.object({ data: z.array(credentialAnswer) });
