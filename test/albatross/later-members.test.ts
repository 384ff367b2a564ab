import assert from 'node:assert/strict';
import { DerReader } from '../../src/albatross/der/reader.ts';
import { tags } from '../../src/albatross/der/tags.ts';
import {
  element,
  explicit,
  generalizedTime,
  integer,
  nullValue,
  sequence,
  utf8String,
} from '../../src/albatross/der/writer.ts';
import { MalformedMessageError } from '../../src/albatross/errors.ts';
import { parseName } from '../../src/albatross/names.ts';
import { encodeHeader } from '../../src/albatross/wire/header.ts';
import { decodeMessage } from '../../src/albatross/wire/message.ts';
import { encodeName } from '../../src/albatross/wire/name.ts';
import { encodePolicy } from '../../src/albatross/wire/policy.ts';
import { encodeStats } from '../../src/albatross/wire/stats.ts';
import { encodeInfo } from '../../src/albatross/wire/unikernel-info.ts';
import { info } from './support/samples.ts';
import { sample } from './support/stats-sample.ts';

const header = { sequence: 7n, name: parseName('alice:hello') };
const { name } = header;

/** A SEQUENCE with one member more. */
function longer(octets: Buffer, member = explicit(9, nullValue())): Buffer {
  const members = new DerReader(octets).read(tags.sequence);
  return element(tags.sequence, Buffer.concat([members, member]));
}

/** What is read of the answer to a list, or of data. */
const read = (kind: 1 | 3, number: number, content: Buffer) =>
  decodeMessage(sequence(encodeHeader(header), explicit(kind, explicit(number, content)))).payload;

const unikernels = (value: Buffer) => sequence(longer(sequence(encodeName(name), value)));
const volumes = (member?: Buffer) =>
  sequence(
    longer(sequence(encodeName(name), integer(1), element(tags.boolean, Buffer.of(0))), member),
  );

describe('members that a later release adds', () => {
  it('hide no unikernel', () => {
    assert.deepEqual(read(1, 13, unikernels(longer(encodeInfo(info)))), {
      type: 'success',
      success: { type: 'unikernel-info', unikernels: [{ name, value: info }] },
    });
  });

  for (const later of [{ type: 'unknown' }, { failBehaviour: 'unknown' }] as const) {
    it(`as ${Object.keys(later)} hide neither the unikernel nor the others`, () => {
      const other = { ...info, ...later };
      const both = sequence(
        longer(sequence(encodeName(name), longer(encodeInfo(other)))),
        longer(sequence(encodeName(name), encodeInfo(info))),
      );
      assert.deepEqual(read(1, 13, both), {
        type: 'success',
        success: {
          type: 'unikernel-info',
          unikernels: [
            { name, value: other },
            { name, value: info },
          ],
        },
      });
    });
  }

  it('hide no policy', () => {
    const policy = { cpuids: [0], unikernels: 5, memory: 512, block: null, bridges: ['service'] };
    const told = sequence(sequence(encodeName(name), longer(encodePolicy(policy))));
    assert.deepEqual(read(1, 2, told), {
      type: 'success',
      success: { type: 'policies', policies: [{ name, value: policy }] },
    });
  });

  it('hide no volume', () => {
    const blockDevices = [{ name, size: 1, active: false }];
    const success = { type: 'block-devices', blockDevices };
    assert.deepEqual(read(1, 4, volumes()), { type: 'success', success });
  });

  it('end no stream', () => {
    const timestamp = new Date(0);
    const line = sequence(generalizedTime(timestamp), utf8String('hello'));
    assert.deepEqual(read(3, 3, longer(line)), {
      type: 'data',
      data: { type: 'console', timestamp, line: 'hello' },
    });
    assert.deepEqual(read(3, 1, longer(encodeStats(sample))), {
      type: 'data',
      data: { type: 'stats', stats: sample },
    });
  });

  it('are told from what is malformed', () => {
    assert.throws(() => read(1, 4, volumes(nullValue())), MalformedMessageError);
  });
});
