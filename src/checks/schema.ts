import { isIP } from 'node:net';
import { z } from 'zod';

/** Checks that one deployment may have. */
export const maxChecks = 10;

const every = z
  .int()
  .min(1)
  .max(60)
  .default(2)
  .meta({ description: 'Seconds between the end of a try and the next one.' });
const timeout = z
  .int()
  .min(1)
  .max(30)
  .default(5)
  .meta({ description: 'Seconds that a try may take.' });
const pace = { every, timeout };

const text = z
  .string()
  .min(1)
  .max(1024)
  .refine((given) => !/[\0\p{Cs}]/u.test(given), 'must not contain U+0000 or half a character');

const hostName = /^(?=.{1,253}$)[a-z\d_]([a-z\d_-]{0,62})?(\.[a-z\d_]([a-z\d_-]{0,62})?)*\.?$/i;

const host = z
  .string()
  .refine((given) => isIP(given) !== 0 || hostName.test(given), 'is neither a name nor an address')
  .meta({ description: 'A name or an address.' });
const port = z.int().min(1).max(65535);

const url = z
  .string()
  .max(2048)
  .refine(isWebAddress, 'must be an http:// or https:// address without a password')
  .meta({ description: 'Asked by GET; redirects are not followed.' });

function isWebAddress(given: string): boolean {
  const parsed = URL.parse(given);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) return false;
  return parsed.username === '' && parsed.password === '';
}

const oneStatus = z.int().min(100).max(599);
const range = z
  .string()
  .regex(/^[1-5]\d\d-[1-5]\d\d$/, 'must be a range, as 200-299')
  .refine((given) => given.slice(0, 3) <= given.slice(4), 'must begin before it ends');
const status = z
  .union([
    oneStatus,
    range,
    z
      .array(z.union([oneStatus, range]))
      .min(1)
      .max(20),
  ])
  .default('200-299')
  .meta({ description: 'A status, a range, or a list of both.' });

const httpCheck = z.strictObject({
  kind: z.literal('http'),
  url,
  status,
  text: text.optional().meta({ description: 'Has to be in the first 64 KiB of the answer.' }),
  verify: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether the certificate has to be a good one.' }),
  ...pace,
});

const tcpCheck = z.strictObject({ kind: z.literal('tcp'), host, port, ...pace });

const dnsCheck = z.strictObject({
  kind: z.literal('dns'),
  server: host.optional().meta({ description: 'Whom to ask; by default whom Fulmar asks itself.' }),
  port: port.default(53),
  name: z.string().regex(hostName, 'is no name'),
  type: z.enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT']).default('A'),
  expect: text.optional().meta({
    description: 'Has to be one of the answers, as `192.0.2.1` or `10 mail.example.org`.',
  }),
  ...pace,
});

const consoleCheck = z
  .strictObject({
    kind: z.literal('console'),
    text: text.optional().meta({ description: 'What is in the line.' }),
    pattern: text.optional().meta({
      description: 'The same with `*` for any run of characters, as `listening on *:443`.',
    }),
    must: z
      .enum(['come', 'not-come'])
      .default('come')
      .meta({ description: 'Whether such a line has to come, or must not.' }),
    ...pace,
  })
  .refine((check) => (check.text === undefined) !== (check.pattern === undefined), {
    path: ['text'],
    error: 'must be given, or else pattern',
  });

/** One thing that has to be so after a deployment. */
export const checkSchema = z
  .discriminatedUnion('kind', [httpCheck, tcpCheck, dnsCheck, consoleCheck])
  .meta({ id: 'Check' });

/** The checks of a deployment. */
export const checksSchema = z.array(checkSchema).max(maxChecks);

export type Check = z.output<typeof checkSchema>;
export type HttpCheck = Extract<Check, { kind: 'http' }>;
export type TcpCheck = Extract<Check, { kind: 'tcp' }>;
export type DnsCheck = Extract<Check, { kind: 'dns' }>;
export type ConsoleCheck = Extract<Check, { kind: 'console' }>;
