import assert from 'node:assert/strict';
import {
  explicit,
  generalizedTime,
  integer,
  nullValue,
  sequence,
} from '../../src/albatross/der/writer.ts';
import { parseName, root } from '../../src/albatross/names.ts';
import {
  decodeCertificateExtension,
  encodeCertificateExtension,
} from '../../src/albatross/wire/certificate-extension.ts';
import { decodeMessage, encodeMessage } from '../../src/albatross/wire/message.ts';

/** As docs/albatross-protocol.md, section 8.2 has them: nobody has seen them of a host. */
const guessed = [
  ['plain', '3007020105a2020500', '301d3015020105040800000000000000000c06616c6963653aa004a2020500'],
  [
    'choice',
    '3009020105a204a0020500',
    '301f3015020105040800000000000000000c06616c6963653aa006a204a0020500',
  ],
] as const;

describe('the log as it is guessed', () => {
  for (const [form, leaf, wire] of guessed) {
    it(`is subscribed to as the table says [${form}]`, () => {
      const command = { type: 'log-subscribe', form } as const;
      assert.equal(encodeCertificateExtension(command).toString('hex'), leaf);
      assert.deepEqual(decodeCertificateExtension(Buffer.from(leaf, 'hex')), command);
      const header = { sequence: 0n, name: parseName('alice:') };
      const message = encodeMessage({ header, payload: { type: 'command', command } });
      assert.equal(message.toString('hex'), wire);
    });
  }

  const read = (octets: Buffer, tag = 2) => {
    const data = { type: 'unknown', tag, octets } as const;
    const header = { sequence: 0n, name: root };
    const { payload } = decodeMessage(encodeMessage({ header, payload: { type: 'data', data } }));
    assert(payload.type === 'data');
    return payload.data;
  };
  const stopped = (by: 'exit' | 'signal' | 'stop', code: number) => ({
    type: 'log',
    event: { type: 'stopped', end: { by, code } },
  });
  const started = { type: 'log', event: { type: 'started' } };
  const at = generalizedTime(new Date('2026-11-30T00:00:00Z'));

  for (const [what, octets, expected] of [
    ['started', explicit(0, nullValue()), started],
    ['started, without a tag', nullValue(), started],
    ['exited', explicit(1, explicit(0, integer(3))), stopped('exit', 3)],
    ['ended by a signal', explicit(1, explicit(1, integer(-11))), stopped('signal', -11)],
    ['stopped', explicit(1, explicit(2, integer(9))), stopped('stop', 9)],
    ['with a time', sequence(at, explicit(1, explicit(0, integer(0)))), stopped('exit', 0)],
  ] as const) {
    it(`is read by what it looks like [${what}]`, () => {
      assert.deepEqual(read(octets), expected);
      assert.deepEqual(read(octets, 6), expected);
    });
  }

  for (const [what, octets] of [
    ['a tag that is none', explicit(1, explicit(3, integer(1)))],
    ['more than one', Buffer.concat([nullValue(), nullValue()])],
    ['sequences in sequences', sequence(sequence(sequence(nullValue())))],
  ] as const) {
    it(`is passed over where it is something else [${what}]`, () => {
      assert.equal(read(octets).type, 'unknown');
    });
  }
});
