import { z } from 'zod';
import { hostErrors, labelField, timeField } from '../http/fields.ts';
import { policyAnswer, usageAnswer } from '../policies/schema.ts';
import { degradedReasons } from './connection/failures.ts';
import { transports } from './entity.ts';

/** A host name or an IP address, as name look-up and TCP take it. */
const address = z
  .union([z.ipv4(), z.ipv6(), z.hostname()], 'must be a host name or an IP address')
  .meta({ example: 'host.example.org' });

const port = z.int().min(1).max(65535);

const pem = z.string().min(1).max(65_536);
const certificate = pem.meta({
  description:
    'The CA’s certificate in PEM, or a chain: the CA that the key belongs to first, the host’s ' +
    'self-signed root last. With a delegated CA the root’s key never leaves its owner.',
});
const privateKey = pem.meta({ description: 'The CA’s private key in PEM. Never shown again.' });

const fingerprint = z
  .string()
  .transform((text) => text.replaceAll(':', '').toLowerCase())
  .refine((text) => /^[0-9a-f]{64}$/.test(text), 'must be a SHA-256 in hexadecimal digits')
  .meta({ description: 'SHA-256 of the host’s public key (SPKI), hex.' });

export const hostParams = z.strictObject({ host: labelField });

export const addHostBody = z
  .strictObject({
    name: labelField,
    transport: z.literal('tls'),
    address,
    port: port.default(1025),
    certificate,
    privateKey,
  })
  .meta({ id: 'AddHost' });

export const changeHostBody = z
  .strictObject({
    address: address.optional(),
    port: port.optional(),
    certificate: certificate.optional(),
    privateKey: privateKey.optional(),
    fingerprint: fingerprint.optional().meta({
      description: 'Believe the host with this key from now on (`presentedFingerprint`).',
    }),
  })
  .refine(
    (body) => (body.certificate === undefined) === (body.privateKey === undefined),
    'certificate and privateKey have to be given together',
  )
  .meta({ id: 'ChangeHost' });

/** What only administrators see. */
const details = z.object({
  id: z.string(),
  transport: z.enum(transports),
  address: z.string(),
  port: z.number(),
  certificate: z.string().meta({ description: 'PEM' }),
  fingerprint: z.string().meta({ description: 'SHA-256 of the key that is believed, hex.' }),
  presentedFingerprint: z
    .string()
    .nullable()
    .meta({ description: 'Of the key that was last presented and is not believed; else null.' }),
  errors: z
    .array(z.object({ at: timeField, reason: z.enum(degradedReasons), message: z.string() }))
    .meta({ description: 'The last ones, newest last.' }),
  createdAt: timeField,
});

export const hostAnswer = z
  .object({
    name: z.string(),
    state: z.enum(['online', 'degraded']),
    reason: z.enum(degradedReasons).nullable().meta({ description: 'Why it is degraded.' }),
    since: timeField.meta({ description: 'Since when it is in this state.' }),
    policy: policyAnswer
      .nullable()
      .meta({ description: 'One’s own; null: none (administrators see all hosts).' }),
    used: usageAnswer
      .nullable()
      .meta({ description: 'What is used of it; null: no policy, or the host does not say.' }),
    ...details.partial().shape,
  })
  .meta({ id: 'Host' });

export const hostList = z.object({ data: z.array(hostAnswer), errors: hostErrors });
