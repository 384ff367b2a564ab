import assert from 'node:assert/strict';
import { z } from 'zod';
import { MalformedMessageError } from '../../src/albatross/errors.ts';
import { decodeMessage, encodeMessage } from '../../src/albatross/wire/message.ts';
import { ofKind } from './vectors/lines.ts';
import { header, payload } from './vectors/payload.ts';
import { octets, outcome } from './vectors/values.ts';

const message = z.strictObject({
  id: z.string(),
  header,
  payload,
  hex: octets,
  decoded: payload.optional(),
});

const decodable = z.strictObject({
  id: z.string(),
  target: z.literal('wire'),
  hex: octets,
  header: header.optional(),
  payload: payload.optional(),
  ...outcome,
});

describe('the messages that albatross writes', () => {
  for (const kind of ['reply', 'wire_command']) {
    for (const vector of ofKind(kind, message)) {
      it(`are written octet for octet [${kind} ${vector.id}]`, () => {
        const written = encodeMessage({ header: vector.header, payload: vector.payload });
        assert.equal(written.toString('hex'), vector.hex.toString('hex'));
      });

      it(`are read [${kind} ${vector.id}]`, () => {
        const expected = { header: vector.header, payload: vector.decoded ?? vector.payload };
        assert.deepEqual(decodeMessage(vector.hex), expected);
      });
    }
  }
});

describe('the messages that albatross does not write', () => {
  const wire = z.union([decodable, z.looseObject({ target: z.literal('cert_extension') })]);
  const vectors = ofKind('decode', wire).filter((vector) => vector.target === 'wire');

  for (const vector of vectors) {
    it(`are ${vector.ok ? 'read' : 'refused'} as albatross does [${vector.id}]`, () => {
      if (!vector.ok) {
        assert.throws(() => decodeMessage(vector.hex), MalformedMessageError);
        return;
      }
      const { header, payload } = vector;
      assert.deepEqual(decodeMessage(vector.hex), { header, payload });
    });
  }
});
