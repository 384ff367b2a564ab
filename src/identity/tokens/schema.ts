import { z } from 'zod';
import { labelField, linesField, momentField, nameField, timeField } from '../../http/fields.ts';
import { idField } from '../../http/id-field.ts';
import { nextField, pageQuery } from '../../http/paging.ts';
import { formatNetwork, parseNetwork } from '../access/networks.ts';
import { isPattern } from '../access/patterns.ts';
import { scopes } from '../access/scopes.ts';
import { periods } from './periods.ts';

const maxEntries = 100;
const maxRequests = 1_000_000;

/** The longest that a replaced secret goes on working: 7 days, in seconds. */
const maxGrace = 7 * 24 * 3600;

const pattern = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine(isPattern, 'is no name pattern (1 to 64 of a-z, 0-9, -, . and *)')
  .meta({ example: 'web-*' });

const network = z
  .string()
  .transform((text, context): string => {
    const parsed = parseNetwork(text);
    if (parsed) return formatNetwork(parsed);
    const message = 'is neither an address nor a network (as 192.0.2.0/24 or 2001:db8::/32)';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  })
  .meta({ example: '192.0.2.0/24' });

const unique = (list: readonly string[]) => new Set(list).size === list.length;
const twice = 'names something twice';

const name = nameField.max(100);
const description = linesField.max(1000).nullable();
const scopeList = z
  .array(z.enum(scopes))
  .min(1)
  .max(scopes.length)
  .refine(unique, twice)
  .meta({ description: 'What it may do. `write` includes `read`, `admin` includes everything.' });
const hostList = z
  .array(labelField)
  .min(1)
  .max(maxEntries)
  .refine(unique, twice)
  .nullable()
  .meta({ description: 'The hosts that it is for; null: all.' });
const patternList = z
  .array(pattern)
  .min(1)
  .max(maxEntries)
  .refine(unique, twice)
  .nullable()
  .meta({ description: 'Patterns of the names that it is for, as `web-*`; null: all.' });
const networkList = z
  .array(network)
  .min(1)
  .max(maxEntries)
  .refine(unique, twice)
  .nullable()
  .meta({ description: 'Networks (CIDR, IPv4 or IPv6) that it may come from; null: all.' });
const hourlyLimit = z
  .int()
  .min(1)
  .max(maxRequests)
  .meta({ description: 'Requests an hour; 1000 unless it is given.' });
const expiry = momentField.nullable().meta({ description: 'RFC 3339; null: never.' });

const period = z
  .enum(periods)
  .meta({ description: 'Ends so long from now, counted by the calendar; instead of `expiresAt`.' });

/** Two ends at once would leave open which one is meant. */
const oneEnd = (body: { readonly expiresAt?: unknown; readonly expiresIn?: unknown }) =>
  body.expiresAt === undefined || body.expiresIn === undefined;
const twoEnds = { path: ['expiresIn'], error: 'is given beside expiresAt' };

export const createTokenBody = z
  .strictObject({
    name,
    description: description.default(null),
    scopes: scopeList,
    hosts: hostList.default(null),
    names: patternList.default(null),
    addresses: networkList.default(null),
    expiresAt: expiry.optional(),
    expiresIn: period.optional(),
    hourlyLimit: hourlyLimit.optional(),
  })
  .refine(oneEnd, twoEnds)
  .meta({ id: 'CreateToken' });

export const changeTokenBody = z
  .strictObject({
    name: name.optional(),
    description: description.optional(),
    scopes: scopeList.optional(),
    hosts: hostList.optional(),
    names: patternList.optional(),
    addresses: networkList.optional(),
    expiresAt: expiry.optional(),
    expiresIn: period.optional(),
    hourlyLimit: hourlyLimit.optional(),
  })
  .refine(oneEnd, twoEnds)
  .meta({ id: 'ChangeToken' });

export const rotateTokenBody = z
  .strictObject({
    grace: z
      .int()
      .min(0)
      .max(maxGrace)
      .default(3600)
      .meta({ description: 'Seconds that the old secret goes on working, 7 days at most.' }),
  })
  .meta({ id: 'RotateToken' });

export const tokenParams = z.strictObject({ id: idField });

export const revokeQuery = z.strictObject({
  descendants: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(true)
    .meta({ description: 'Also end what it made: tokens, trusts, and what these made or gave.' }),
});

const reach = {
  scopes: z.array(z.string()),
  hosts: z.array(z.string()).nullable().meta({ description: 'null: all.' }),
  names: z.array(z.string()).nullable().meta({ description: 'Patterns; null: all.' }),
  addresses: z.array(z.string()).nullable().meta({ description: 'Networks; null: all.' }),
  expiresAt: timeField.nullable().meta({ description: 'null: never.' }),
  expiresSoon: z.boolean().meta({ description: 'Whether it ends within 14 days.' }),
  hourlyLimit: z.number().meta({ description: 'Requests an hour.' }),
};

const replacedSecret = z.object({ prefix: z.string(), until: timeField });

export const tokenAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    prefix: z.string().meta({ description: 'The first characters of the secret.' }),
    ...reach,
    expired: z.boolean().meta({ description: 'It is refused until its expiry is moved on.' }),
    exchanged: z.boolean().meta({
      description: 'It was given for an identity token: it can be revoked, but not changed.',
    }),
    madeBy: z
      .string()
      .nullable()
      .meta({
        description:
          'The token that made it, or its trust: its requests count towards the limit of that one, ' +
          'too. Or the token that has rotated it, with which it ends. null: a person made it, or rotated it last.',
      }),
    previous: replacedSecret
      .nullable()
      .meta({ description: 'The last of `replaced`; null: there is none.' }),
    replaced: z
      .array(replacedSecret)
      .meta({ description: 'Secrets that were replaced and still work, the last one first.' }),
    uses: z.number(),
    lastUsedAt: timeField.nullable(),
    lastUsedAddress: z.string().nullable(),
    lastUsedAgent: z.string().nullable(),
    createdAt: timeField,
    account: z
      .string()
      .optional()
      .meta({ description: 'Whose it is, in the list of everybody’s alone.' }),
  })
  .meta({ id: 'Token' });

export const tokensQuery = z.strictObject({
  ...pageQuery,
  account: z.literal('*').optional().meta({ description: '`*`: those of all accounts (admin).' }),
});

export const accountTokensQuery = z.strictObject(pageQuery);

export const tokenList = z.object({ data: z.array(tokenAnswer), next: nextField });

export const madeToken = tokenAnswer
  .extend({ secret: z.string().meta({ description: 'Shown this once.' }) })
  .meta({ id: 'MadeToken' });

export const createdToken = madeToken
  .extend({
    warnings: z.array(z.string()).meta({
      description:
        'Likely mistakes in the token, which was created all the same: hosts that the account cannot use, for example because of a typing error.',
    }),
  })
  .meta({ id: 'CreatedToken' });

export const currentToken = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    account: z.string().meta({ description: 'The name of the account that it stands for.' }),
    ...reach,
    quota: z.object({ remaining: z.number(), resetAt: timeField }).nullable().meta({
      description: 'What is left of the limit, and until when; null: nothing is counted.',
    }),
  })
  .meta({ id: 'CurrentToken' });

export const presetList = z.object({
  data: z.array(
    z
      .object({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        scopes: z.array(z.string()).readonly(),
      })
      .meta({ id: 'TokenPreset' }),
  ),
});

export const dayList = z.object({
  data: z.array(z.object({ day: z.iso.date(), uses: z.number() })),
});

export const commandList = z.object({
  data: z.array(
    z
      .object({ id: z.string(), title: z.string(), language: z.string(), text: z.string() })
      .meta({ id: 'TokenCommand' }),
  ),
});
