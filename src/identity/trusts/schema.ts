import { z } from 'zod';
import { boundedRecord } from '../../http/bounded-record.ts';
import { labelField, momentField, nameField, textField, timeField } from '../../http/fields.ts';
import { idField } from '../../http/id-field.ts';
import { createTokenBody, madeToken } from '../tokens/schema.ts';
import { issuerField } from './issuers/schema.ts';

const maxRules = 50;
const maxClaims = 20;
/** GitHub's have some 1,500 characters, those with many claims a few thousand. */
const maxTokenLength = 16_000;
const defaultLimit = 1000;

const name = nameField.max(100);
const audience = textField.min(1).max(512).meta({
  description: 'What `aud` has to be or to contain: the job asks its issuer for it.',
  example: 'https://fulmar.example.org',
});

const claim = { key: textField.min(1).max(100), value: textField.min(1).max(512) };
const claims = boundedRecord(claim, maxClaims)
  .refine((record) => Object.keys(record).length > 0, 'must name at least one claim')
  .meta({
    description: 'Patterns by claim; `*` is any run of characters. All of them have to fit.',
    example: { repository: 'octo/web', ref: 'refs/heads/main' },
  });

const { scopes, hosts, names, addresses, hourlyLimit } = createTokenBody.shape;

const rule = z
  .strictObject({
    claims,
    scopes,
    hosts,
    names,
    addresses,
    hourlyLimit: hourlyLimit.unwrap().default(defaultLimit),
  })
  .meta({ id: 'TrustRule' });

const rules = z
  .array(rule)
  .min(1)
  .max(maxRules)
  .meta({ description: 'The first that fits holds.' });

const expiry = momentField
  .nullable()
  .meta({ description: 'When the trust ends, and all that it gave; null: never.' });

export const createTrustBody = z
  .strictObject({ name, issuer: issuerField, audience, rules, expiresAt: expiry.default(null) })
  .meta({ id: 'CreateTrust' });

export const changeTrustBody = z
  .strictObject({
    name: name.optional(),
    issuer: issuerField.optional(),
    audience: audience.optional(),
    rules: rules.optional(),
    expiresAt: expiry.optional(),
  })
  .meta({ id: 'ChangeTrust' });

export const trustParams = z.strictObject({ id: idField });

const textList = z.array(z.string()).nullable();

export const trustAnswer = z
  .object({
    id: z.string(),
    madeBy: z.string().nullable().meta({
      description: 'The token that made it, or was the last to change it; null: a person was.',
    }),
    name: z.string(),
    issuer: z.string(),
    issuerAllowed: z.boolean().meta({ description: 'Whether an administrator allows the issuer.' }),
    audience: z.string(),
    rules: z.array(
      z.object({
        claims: z.record(z.string(), z.string()),
        scopes: z.array(z.string()),
        hosts: textList.meta({ description: 'null: all.' }),
        names: textList.meta({ description: 'Patterns; null: all.' }),
        addresses: textList.meta({ description: 'Networks; null: all.' }),
        hourlyLimit: z.number().meta({ description: 'Requests an hour.' }),
      }),
    ),
    expiresAt: timeField.nullable().meta({ description: 'null: never.' }),
    createdAt: timeField,
  })
  .meta({ id: 'Trust' });

export const trustList = z.object({ data: z.array(trustAnswer) });

export const exchangeBody = z
  .strictObject({
    token: textField.min(1).max(maxTokenLength).meta({ description: 'The job’s identity token.' }),
    account: labelField.meta({ description: 'The account that trusts in it.' }),
  })
  .meta({ id: 'ExchangeToken' });

export const exchangedToken = madeToken
  .extend({ account: z.string().meta({ description: 'The account that it stands for.' }) })
  .meta({ id: 'ExchangedToken' });
