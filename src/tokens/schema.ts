import { z } from 'zod';
import { isPattern } from '../access/patterns.ts';
import { scopes } from '../access/scopes.ts';
import { labelField, timeField } from '../http/fields.ts';

const mostEntries = 100;

const pattern = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine(isPattern, 'is no name pattern (1 to 64 of a-z, 0-9, -, . and *)')
  .meta({ example: 'web-*' });

const unique = (list: readonly string[]) => new Set(list).size === list.length;
const twice = 'names something twice';

const name = z.string().min(1).max(100);
const description = z.string().max(1000).nullable();
const scopeList = z.array(z.enum(scopes)).min(1).refine(unique, twice).meta({
  description: 'What it may do. `write` includes `read`, `admin` includes everything.',
});
const hostList = z
  .array(labelField)
  .min(1)
  .max(mostEntries)
  .refine(unique, twice)
  .nullable()
  .meta({ description: 'The hosts that it is for; null: all.' });
const patternList = z
  .array(pattern)
  .min(1)
  .max(mostEntries)
  .refine(unique, twice)
  .nullable()
  .meta({ description: 'Patterns of the names that it is for, as `web-*`; null: all.' });
const expiry = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .nullable()
  .meta({ description: 'RFC 3339; null: never.' });

export const createTokenBody = z
  .strictObject({
    name,
    description: description.default(null),
    scopes: scopeList,
    hosts: hostList.default(null),
    names: patternList.default(null),
    expiresAt: expiry.default(null),
  })
  .meta({ id: 'CreateToken' });

export const changeTokenBody = z
  .strictObject({
    name: name.optional(),
    description: description.optional(),
    scopes: scopeList.optional(),
    hosts: hostList.optional(),
    names: patternList.optional(),
    expiresAt: expiry.optional(),
  })
  .meta({ id: 'ChangeToken' });

export const tokenParams = z.strictObject({ id: z.uuid() });

const reach = {
  scopes: z.array(z.string()),
  hosts: z.array(z.string()).nullable().meta({ description: 'null: all.' }),
  names: z.array(z.string()).nullable().meta({ description: 'Patterns; null: all.' }),
  expiresAt: timeField.nullable().meta({ description: 'null: never.' }),
};

export const tokenAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    prefix: z.string().meta({ description: 'The first characters of the secret.' }),
    ...reach,
    uses: z.number(),
    lastUsedAt: timeField.nullable(),
    lastUsedAddress: z.string().nullable(),
    lastUsedAgent: z.string().nullable(),
    createdAt: timeField,
  })
  .meta({ id: 'Token' });

export const tokenList = z.object({ data: z.array(tokenAnswer) });

export const madeToken = tokenAnswer
  .extend({ secret: z.string().meta({ description: 'Shown this once.' }) })
  .meta({ id: 'MadeToken' });

export const currentToken = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    account: z.string().meta({ description: 'The name of the account that it stands for.' }),
    ...reach,
  })
  .meta({ id: 'CurrentToken' });
