import assert from 'node:assert/strict';
import { z } from 'zod';
import { allowedInLeaf, repliesOf, serviceOf } from '../../src/albatross/commands.ts';
import { MalformedMessageError } from '../../src/albatross/errors.ts';
import {
  decodeCertificateExtension,
  encodeCertificateExtension,
} from '../../src/albatross/wire/certificate-extension.ts';
import { command } from './vectors/command.ts';
import { ofKind } from './vectors/lines.ts';
import { octets, outcome } from './vectors/values.ts';

const services = { vmmd: 'albatrossd', console: 'console', stats: 'stats' } as const;
const replies = { single: 'single', read: 'stream', dump: 'dump' } as const;

const commandVector = z.strictObject({
  id: z.string(),
  command,
  hex: octets,
  endpoint: z.strictObject({
    service: z.enum(['vmmd', 'console', 'stats']),
    next: z.enum(['single', 'read', 'dump']),
  }),
  tls_leaf_allowed: z.boolean(),
  decoded: command.optional(),
});

describe('the commands in certificates', () => {
  for (const vector of ofKind('command', commandVector)) {
    it(`are written octet for octet [${vector.id}]`, () => {
      const written = encodeCertificateExtension(vector.command);
      assert.equal(written.toString('hex'), vector.hex.toString('hex'));
    });

    it(`are read [${vector.id}]`, () => {
      const expected = vector.decoded ?? vector.command;
      assert.deepEqual(decodeCertificateExtension(vector.hex), expected);
    });

    it(`belong to the daemon that albatross says, and are allowed as it says [${vector.id}]`, () => {
      assert.equal(serviceOf(vector.command), services[vector.endpoint.service]);
      assert.equal(repliesOf(vector.command), replies[vector.endpoint.next]);
      assert.equal(allowedInLeaf(vector.command), vector.tls_leaf_allowed);
    });
  }
});

describe('the extensions that albatross does not write', () => {
  const decodable = z.strictObject({
    id: z.string(),
    target: z.literal('cert_extension'),
    hex: octets,
    command: command.optional(),
    ...outcome,
  });
  const any = z.union([decodable, z.looseObject({ target: z.literal('wire') })]);
  const vectors = ofKind('decode', any).filter((vector) => vector.target === 'cert_extension');

  // 2.8 has it again (docs/albatross-protocol.md, section 8.2).
  const known = vectors.filter(({ id }) => id !== 'log-command');
  for (const vector of known) {
    it(`are ${vector.ok ? 'read' : 'refused'} as albatross does [${vector.id}]`, () => {
      if (vector.ok) assert.deepEqual(decodeCertificateExtension(vector.hex), vector.command);
      else assert.throws(() => decodeCertificateExtension(vector.hex), MalformedMessageError);
    });
  }
});
