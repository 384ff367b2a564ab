import { z } from 'zod';
import { textField, timeField } from '../http/fields.ts';
import { isHost, isRegistryName } from '../outgoing/registry-name.ts';
import { type ExternalService, namedServices } from './entity.ts';

const registryField = z
  .string()
  .max(255)
  .transform((text) => text.toLowerCase())
  .refine(isRegistryName, 'must be github, docker-hub, or a registry as registry.example.org:5000');

const serviceField: z.ZodType<ExternalService, string> = z
  .union([z.enum(namedServices), registryField])
  .meta({
    description:
      '`github`, `docker-hub`, or the host of another registry, with its port if that is not 443.',
    example: 'registry.example.org:5000',
  });

export const serviceParams = z.strictObject({ service: serviceField });

/** Only of these it is known how to ask them by themselves. */
export const checkParams = z.strictObject({ service: z.enum(namedServices) });

const tokenServiceField = z
  .string()
  .max(255)
  .transform((text) => text.toLowerCase())
  .refine(isHost, 'must be a host, such as auth.example.org or auth.example.org:5001');

export const saveCredentialBody = z
  .strictObject({
    secret: textField
      .min(1)
      .max(8192)
      .meta({
        description:
          'For `github` a token; for a registry, as `docker-hub`, `USERNAME:TOKEN`, with an access token ' +
          'or a password. Never shown again.',
      }),
    tokenService: tokenServiceField.nullish().meta({
      description:
        'Only for a registry other than Docker Hub: the host of its token service, with the port if that ' +
        'is not 443, if it is not the registry itself. The secret is also sent there; without it, only to the ' +
        'registry.',
      example: 'auth.example.org:5001',
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
    service: z.string(),
    tokenService: z.string().nullable().meta({
      description: 'The host of the token service that the secret is also sent to; null: none.',
    }),
    savedAt: timeField,
    finding: findingAnswer.nullable().meta({
      description: 'What the service said at the last check or use; null: not asked yet.',
    }),
  })
  .meta({ id: 'ExternalCredential' });

export const credentialList = z.object({ data: z.array(credentialAnswer) });
