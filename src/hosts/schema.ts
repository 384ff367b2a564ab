import { z } from 'zod';
import { linuxFolder } from '../albatross/ssh/socket-paths.ts';
import { transports } from '../host-client/entity.ts';
import { degradedReasons } from '../host-client/error-meanings.ts';
import { hostErrors, labelField, linesField, timeField } from '../http/fields.ts';
import { nextField, pageQuery } from '../http/paging.ts';
import { maintenanceAnswer } from './maintenance/schema.ts';
import { policyAnswer, usageAnswer } from './policies/schema.ts';
import * as field from './schema-fields.ts';

const tlsPort = field.port.default(1025);

const allowDuplicate = z
  .boolean()
  .optional()
  .meta({
    description:
      'Whether it may be a machine that another host already is. Without this, such a machine is refused with the ' +
      'problem `host-known`, whose member `host` names that host.',
  });

export const hostParams = z.strictObject({ host: labelField });

export const newTlsHost = z
  .strictObject({
    name: labelField,
    transport: z.literal('tls'),
    address: field.address,
    port: tlsPort,
    certificate: field.certificate,
    privateKey: field.caKey,
    allowDuplicate,
  })
  .meta({ id: 'AddTlsHost' });

const newTarget = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sockets'), path: field.socketsPath.default(linuxFolder) }),
  z.strictObject({
    type: z.literal('endpoint'),
    port: tlsPort,
    certificate: field.certificate,
    privateKey: field.caKey,
  }),
]);

const newSshHost = z
  .strictObject({
    name: labelField,
    transport: z.literal('ssh'),
    address: field.address,
    port: field.port.default(22),
    user: field.user,
    privateKey: field.sshKey.optional(),
    passphrase: field.passphrase.optional(),
    keyId: field.keyId.optional(),
    hostKey: field.hostKey.optional().meta({
      description:
        'What the host is known by. Where it is left out, the answer is the problem ' +
        '`host-key-unconfirmed`, whose member `hostKey` is what the host presents.',
    }),
    target: newTarget.default({ type: 'sockets', path: linuxFolder }),
    allowDuplicate,
  })
  .refine(
    ({ privateKey, keyId }) => (privateKey === undefined) !== (keyId === undefined),
    'either privateKey or keyId has to be given',
  )
  .meta({ id: 'AddSshHost' });

export const addHostBody = z
  .discriminatedUnion('transport', [newTlsHost, newSshHost])
  .meta({ id: 'AddHost' });

const changedTarget = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sockets'), path: field.socketsPath.optional() }),
  z.strictObject({
    type: z.literal('endpoint'),
    port: field.port.optional(),
    certificate: field.certificate.optional(),
    privateKey: field.caKey.optional(),
  }),
]);

export const changeHostBody = z
  .strictObject({
    transport: z.enum(transports).optional().meta({
      description: 'The one that it has: to change it, remove the host and add it anew.',
    }),
    address: field.address.optional(),
    port: field.port.optional(),
    certificate: field.certificate.optional().meta({ description: 'Over TLS.' }),
    privateKey: field.pem.optional().meta({
      description:
        'Over TLS the CA’s, to be given with `certificate`; over SSH that to log in with.',
    }),
    fingerprint: field.fingerprint.optional().meta({
      description: 'Believe the TLS endpoint with this key from now on (`presentedFingerprint`).',
    }),
    user: field.user.optional(),
    passphrase: field.passphrase.optional(),
    keyId: field.keyId.optional(),
    hostKey: field.hostKey.optional().meta({
      description: 'Believe the host with this SSH key from now on (`presentedHostKey`).',
    }),
    notes: linesField.max(10_000).nullable().optional().meta({
      description: 'What administrators should know of it, for their eyes; null: nothing.',
    }),
    name: labelField.optional().meta({ description: 'What it is called from now on.' }),
    allowDuplicate,
    target: changedTarget.optional().meta({
      description: 'Over SSH. What is not given stays where the type does.',
    }),
    collectMetrics: z.boolean().optional().meta({
      description:
        'Whether to subscribe to the host’s samples of what unikernels use. Alone it asks no host.',
    }),
  })
  .meta({ id: 'ChangeHost' });

const sshDetails = z.object({
  user: z.string().meta({ description: 'This and what follows: over SSH.' }),
  publicKey: z.string().meta({ description: 'Of the key that logs in.' }),
  authorizedKeysLine: field.authorizedKeysLine,
  hostKey: z.string().meta({ description: 'What the host is known by, as OpenSSH prints it.' }),
  hostKeyType: z.string().meta({ example: 'ssh-ed25519' }),
  presentedHostKey: z
    .string()
    .nullable()
    .meta({ description: 'That was last presented and is not believed; else null.' }),
  target: z.discriminatedUnion('type', [
    z.object({ type: z.literal('sockets'), path: z.string() }),
    z.object({ type: z.literal('endpoint'), port: z.number() }),
  ]),
});

/** What only administrators see. */
const details = z.object({
  id: z.string(),
  transport: z.enum(transports),
  address: z.string(),
  port: z.number(),
  certificate: z.string().meta({ description: 'PEM; left out where no TLS endpoint is used.' }),
  fingerprint: z.string().meta({
    description: 'SHA-256 of the TLS endpoint’s key that is believed, hex; left out with it.',
  }),
  presentedFingerprint: z
    .string()
    .nullable()
    .meta({ description: 'Of the key that was last presented and is not believed; else null.' }),
  warnings: z.array(z.string()).meta({
    description:
      'What hosts, or later releases of albatross, refuse in the CA’s certificate, and that the host’s clock is ' +
      'two seconds or more off, as far as the server that answers has seen: a sentence each.',
  }),
  ...sshDetails.partial().shape,
  errors: z
    .array(z.object({ at: timeField, reason: z.enum(degradedReasons), message: z.string() }))
    .meta({ description: 'The last ones, newest last.' }),
  createdAt: timeField,
  notes: z.string().nullable().meta({ description: 'What administrators wrote down of it.' }),
});

const state = z.enum(['online', 'degraded']);
const reason = z.enum(degradedReasons).nullable().meta({ description: 'Why it is degraded.' });
const since = timeField.meta({ description: 'Since when it is in this state.' });

const part = z
  .object({
    state,
    reason,
    since,
    message: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'The error that it is degraded by; for administrators.' }),
  })
  .meta({ id: 'HostPart' });

export const hostAnswer = z
  .object({
    name: z.string(),
    state,
    reason,
    since,
    parts: z.object({ commands: part, console: part, stats: part }).meta({
      description:
        'The host’s state is that of its commands; consoles and samples of usage may fail by themselves.',
    }),
    collectMetrics: z.boolean().meta({
      description: 'Whether what unikernels use there is collected.',
    }),
    policy: policyAnswer
      .nullable()
      .meta({ description: 'One’s own; null: none (administrators see all hosts).' }),
    used: usageAnswer
      .nullable()
      .meta({ description: 'What is used of it; null: no policy, or the host does not say.' }),
    maintenance: maintenanceAnswer
      .nullable()
      .meta({ description: 'Work that goes on there; null: none.' }),
    ...details.partial().shape,
  })
  .meta({ id: 'Host' });

export const hostsQuery = z.strictObject(pageQuery);

export const hostList = z.object({
  data: z.array(hostAnswer),
  next: nextField,
  errors: hostErrors,
});
