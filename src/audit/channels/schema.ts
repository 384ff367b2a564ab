import { z } from 'zod';
import { refusedPort } from '../../base/refused-port.ts';
import { linesField, momentField, nameField, textField, timeField } from '../../http/fields.ts';
import { channelKinds } from './entity.ts';
import { isOfHttp } from './header-names.ts';

/** What a text is, where nothing else is said. */
export const standardType = 'application/json';

export const channelParams = z.strictObject({ id: z.uuid() });

const name = nameField.max(100).meta({ description: 'What people call it.' });

const types = z
  .array(
    z
      .string()
      .regex(/^(\*|[a-z]+\.([a-z]+(_[a-z]+)*)?)$/, 'must be as unikernel.exited, unikernel. or *')
      .max(60),
  )
  .min(1)
  .max(50)
  .meta({
    description: 'Types of events; `unikernel.` is all that begin so, and `*` all.',
    example: ['unikernel.exited', 'check.'],
  });

const url = textField
  .max(2000)
  .refine(isAddress, 'must be an https:// address, without a user name or a password')
  .refine(hasWebPort, 'must not have a port of another protocol, as 25')
  .meta({
    description:
      'Where to send it, by HTTPS; `{{id}}` in the address of a text stands for one that each message has. ' +
      'Kept encrypted, and never shown again.',
    example: 'https://example.org/hooks/fulmar',
  });

const httpToken = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

const header = z
  .strictObject({
    name: textField
      .max(100)
      .regex(httpToken, 'is not a header name')
      .refine((name) => !isOfHttp(name), 'is a header that HTTP itself uses'),
    value: textField
      .min(1)
      .max(2000)
      .regex(/^[\x20-\x7e]*$/, 'must be of printable ASCII'),
  })
  .meta({ description: 'A header to send with it, as `Authorization`. Never shown again.' });

const textFields = {
  url,
  method: z.enum(['POST', 'PUT']),
  contentType: textField.max(100).regex(/^[\w.+-]+\/[\w.+-]+(; ?charset=utf-8)?$/i, 'is no type'),
  template: linesField
    .min(1)
    .max(4000)
    .meta({
      description:
        'The body: `{{title}}`, `{{text}}`, `{{severity}}`, `{{link}}` and `{{id}}` are filled in, escaped ' +
        'as the content type needs.',
      example: '{"text": "{{title}}: {{text}}"}',
    }),
};

export const createChannelBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('webhook'), name, types, url }),
    z.strictObject({ kind: z.literal('mail'), name, types }),
    z.strictObject({
      kind: z.literal('text'),
      ...{ name, types },
      ...textFields,
      method: textFields.method.default('POST'),
      contentType: textFields.contentType.default(standardType),
      header: header.nullable().default(null),
    }),
  ])
  .meta({ id: 'CreateChannel' });

export const changeChannelBody = z
  .strictObject({
    name,
    types,
    enabled: z.boolean(),
    mutedUntil: momentField.nullable().meta({
      description:
        'Report nothing until then; mails and texts then report the problems that still exist.',
    }),
    ...textFields,
    header: header.nullable(),
  })
  .partial()
  .meta({ id: 'ChangeChannel' });

export const channelAnswer = z
  .object({
    id: z.uuid(),
    kind: z.enum(channelKinds),
    name: z.string(),
    types: z.array(z.string()),
    enabled: z.boolean(),
    endedReason: z.string().nullable().meta({ description: 'Why it was switched off by itself.' }),
    failingSince: timeField.nullable().meta({
      description:
        'Since when nothing was taken of what was sent; after five days it is switched off.',
    }),
    unreadable: z.boolean().meta({
      description:
        'Whether its settings are sealed with a key that is lost: give its address again.',
    }),
    mutedUntil: timeField.nullable(),
    target: z.string().meta({ description: 'As much of its address as may be shown.' }),
    standard: z.boolean().meta({ description: 'Whether it was made by itself.' }),
    text: z
      .object({
        method: z.enum(['POST', 'PUT']),
        contentType: z.string(),
        template: z.string().meta({
          description:
            '`•••` stands for what looks secret. A template sent back exactly as it was shown is left unchanged.',
        }),
        header: z.string().nullable().meta({ description: 'The name of its header.' }),
      })
      .nullable()
      .meta({ description: 'How a text is made; else null.' }),
    waiting: z.int().meta({ description: 'Deliveries that are to be tried, or tried again.' }),
    deliveredAt: timeField.nullable().meta({ description: 'When something was taken last.' }),
    fault: z.string().nullable().meta({ description: 'Why the last one was not taken.' }),
    createdAt: timeField,
  })
  .meta({ id: 'Channel' });

export const channelList = z.object({ data: z.array(channelAnswer) });

const secret = z.string().nullable().meta({
  description:
    'What signs its webhooks (`whsec_…`), shown this once; null where nothing is signed.',
});

export const madeChannel = channelAnswer.extend({ secret }).meta({ id: 'MadeChannel' });
export const newSecret = z.object({ id: z.uuid(), secret: z.string() });

function hasWebPort(text: string): boolean {
  const url = URL.parse(text);
  return url === null || refusedPort(url) === null;
}

/** Loopback without TLS passes here: where it is not allowed, each try says so. */
function isAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || /^http:\/\/(127\.\d+\.\d+\.\d+|\[::1\])[:/]/.test(text);
}
