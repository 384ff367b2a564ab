import { z } from 'zod';
import { signingKeyField } from '../../base/signing-key.ts';
import {
  exactField,
  hostErrors,
  labelField,
  nameField,
  textField,
  timeField,
} from '../../http/fields.ts';
import { nextField, pageQuery } from '../../http/paging.ts';
import type { holdingKinds } from './belongings.ts';
import { isCommonPassword } from './common-passwords.ts';

/** An e-mail address, in lower case. */
export const emailField = z
  .email()
  .max(254)
  .transform((address) => address.toLowerCase())
  .meta({ example: 'me@example.org' });

export const newPassword = exactField
  .min(8)
  .max(1024)
  .refine((password) => !isCommonPassword(password), 'is one of the commonest passwords')
  .meta({ description: '8 to 1,024 characters; none of the 10,000 commonest.' });

export const signUpBody = z
  .strictObject({
    name: labelField.meta({ description: 'Also the domain on every host; it never changes.' }),
    email: emailField,
    password: newPassword,
    code: textField
      .max(100)
      .optional()
      .meta({
        description:
          'What the server prints when it starts, as long as there is no account. Needed for the first account, ' +
          'unless it is created from the machine itself and the server has no public address.',
      }),
  })
  .meta({ id: 'SignUp' });

export const setupAnswer = z
  .object({
    open: z.boolean().meta({ description: 'Whether anybody may sign up.' }),
    unclaimed: z.boolean().meta({
      description: 'There is no account yet: the first one becomes the administrator’s.',
    }),
    codeNeeded: z.boolean().meta({
      description: 'Signing up takes the code that the start prints, from where it is asked.',
    }),
    mail: z.boolean().meta({
      description: 'The server sends mails: for forgotten passwords, and to prove addresses.',
    }),
  })
  .meta({ id: 'Setup' });

export const changeAccountBody = z
  .strictObject({
    email: emailField.optional().meta({
      description:
        'Where the server sends mails, it becomes the account’s when a link in a mail to it is opened.',
    }),
    password: newPassword.optional(),
    signingKey: signingKeyField
      .nullable()
      .optional()
      .meta({
        description:
          'A public key of minisign, as text: from now on images are taken only with its signature. ' +
          'null: they need none.',
      }),
    currentPassword: exactField.max(1024).optional(),
  })
  .refine(
    ({ currentPassword, ...changes }) =>
      currentPassword !== undefined ||
      Object.values(changes).every((change) => change === undefined),
    { path: ['currentPassword'], error: 'is needed to change anything of these' },
  )
  .meta({ id: 'ChangeAccount' });

export const changeUserBody = z
  .strictObject({
    active: z.boolean().optional().meta({
      description: 'True approves one that waits, and resumes a suspended one; false suspends it.',
    }),
    reason: nameField.max(500).optional().meta({
      description: 'Why it is suspended; its owner is told. Goes with `"active": false`.',
    }),
    admin: z.boolean().optional(),
  })
  .refine(({ active, reason }) => reason === undefined || active === false, {
    path: ['reason'],
    error: 'goes with "active": false only',
  })
  .meta({ id: 'ChangeUser' });

/** How accounts stand. */
export const accountStates = ['waiting', 'active', 'suspended'] as const;

export const accountsQuery = z.strictObject({
  search: textField.trim().toLowerCase().max(254).optional().meta({
    description: 'Those with this in their name or e-mail address.',
  }),
  state: z.enum(accountStates).optional(),
  ...pageQuery,
});

export const destroyQuery = z.strictObject({
  destroy: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .meta({ description: 'Destroy the unikernels of the account. Its volumes stay.' }),
});

export const accountAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean().meta({ description: 'A link that was sent there was opened.' }),
    active: z.boolean(),
    admin: z.boolean(),
    signingKey: z
      .string()
      .nullable()
      .meta({ description: 'The public key that its images have to be signed with; null: none.' }),
    createdAt: timeField,
    approvedAt: timeField.nullable().meta({ description: 'null: waits for approval.' }),
    suspension: z
      .object({ since: timeField.nullable(), reason: z.string().nullable() })
      .nullable()
      .meta({ description: 'Since when it may do nothing, and why; null: it is not suspended.' }),
    lastSignInAt: timeField.nullable().meta({ description: 'null: never, as far as is known.' }),
  })
  .meta({ id: 'Account' });

export const signedUpAnswer = accountAnswer
  .extend({
    token: z
      .object({
        id: z.string(),
        name: z.string(),
        prefix: z.string(),
        scopes: z.array(z.string()),
        expiresAt: timeField.nullable(),
        secret: z.string(),
      })
      .meta({ description: 'The account’s first token. Its secret is shown this once.' }),
  })
  .meta({ id: 'SignedUp' });

export const leftoversAnswer = z
  .object({
    unikernels: z
      .array(z.object({ host: z.string(), name: z.string(), destroyed: z.boolean() }))
      .meta({ description: 'Those that were not destroyed run on.' }),
    errors: hostErrors,
  })
  .meta({ id: 'Leftovers' });

type Kind = (typeof holdingKinds)[number];

export const holdingCounts = z.object({
  tokens: z.int(),
  trusts: z.int(),
  secrets: z.int(),
  externalCredentials: z.int(),
  channels: z.int(),
  mutes: z.int(),
  emailLinks: z.int().meta({ description: 'In mails, to prove an address.' }),
  pendingPolicies: z.int().meta({ description: 'That it is still to be given on hosts.' }),
  unikernels: z.int().meta({ description: 'That are remembered here.' }),
  releases: z.int(),
  deploymentLocks: z.int(),
  checks: z.int().meta({ description: 'Unikernels that are checked.' }),
  consoles: z.int().meta({ description: 'Unikernels of which console lines are kept.' }),
  metrics: z.int().meta({ description: 'Unikernels of which is kept what they used.' }),
  volumes: z.int().meta({ description: 'Those of which settings are kept; the volumes stay.' }),
  uploads: z.int().meta({ description: 'Under way.' }),
} satisfies Record<Kind, z.ZodInt>);

export const holdingsAnswer = z
  .object({
    counts: holdingCounts,
    unikernels: z
      .array(z.object({ host: z.string(), name: z.string() }))
      .meta({ description: 'On hosts, those included that are remembered and do not run.' }),
    volumes: z.array(
      z.object({ host: z.string(), name: z.string(), size: z.int().meta({ description: 'MiB' }) }),
    ),
    errors: hostErrors,
  })
  .meta({ id: 'Holdings' });

export const changedUserAnswer = accountAnswer
  .extend({
    leftovers: leftoversAnswer.optional().meta({
      description: 'What the account has running, where it was suspended.',
    }),
    needsPassword: z
      .boolean()
      .optional()
      .meta({
        description:
          'true: it was approved, came from another server without its password, and no link was sent: make one ' +
          '(`offerPasswordReset`), and hand it on.',
      }),
  })
  .meta({ id: 'ChangedUser' });

export const accountList = z.object({
  data: z.array(accountAnswer),
  next: nextField,
});
