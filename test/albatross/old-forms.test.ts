import assert from 'node:assert/strict';
import {
  boolean,
  element,
  explicit,
  integer,
  nullValue,
  octetString,
  sequence,
  utf8String,
} from '../../src/albatross/der/writer.ts';
import { InvalidNameError, MalformedMessageError } from '../../src/albatross/errors.ts';
import { encodeFrame } from '../../src/albatross/framing.ts';
import type { Message, Success } from '../../src/albatross/messages.ts';
import { parseName } from '../../src/albatross/names.ts';
import { encodeCreateWithoutImage } from '../../src/albatross/wire/create-without-image.ts';
import { encodeHeader } from '../../src/albatross/wire/header.ts';
import { decodeMessage, encodeMessage } from '../../src/albatross/wire/message.ts';
import { config, info } from './support/samples.ts';
import { sample } from './support/stats-sample.ts';

const header = { sequence: 7n, name: parseName('alice:hello') };
const success = (value: Success): Message => ({
  header,
  payload: { type: 'success', success: value },
});

describe('messages that no vector has', () => {
  const device = {
    ...info,
    linuxBootPartition: 'root',
    startup: 3,
    blockDevices: [{ name: 'data', volume: 'data', sectorSize: 512, size: 4096 }],
    networkDevices: [{ name: 'service', bridge: 'br0', mac: '00:80:41:00:00:01' }],
  };
  const messages: Record<string, Message> = {
    'a unikernel that Linux runs': success({
      type: 'unikernel-info',
      unikernels: [{ name: header.name, value: device }],
    }),
    'the head of a volume’s content': success({ type: 'block-device-image', compressed: true }),
    'counters of the hypervisor': {
      header,
      payload: { type: 'data', data: { type: 'stats', stats: sample } },
    },
  };
  for (const [what, message] of Object.entries(messages)) {
    it(`are read as they were written [${what}]`, () => {
      assert.deepEqual(decodeMessage(encodeMessage(message)), message);
    });
  }
});

describe('the old forms of commands', () => {
  const image = [explicit(0, nullValue()), boolean(true), octetString(Buffer.from('ELF'))];
  const quit = explicit(0, nullValue());
  const resources = [integer(0), integer(32)];
  const forms = {
    V3: sequence(...image, quit, ...resources),
    V4: sequence(...image, integer(4), boolean(false), quit, ...resources),
  };
  const said = { type: 'solo5', compressed: true, image: Buffer.from('ELF'), cpuids: [0] } as const;
  const read = {
    V3: { ...config, ...said, addName: true, startup: null },
    V4: { ...config, ...said, addName: false, startup: 4 },
  };
  for (const [number, form, type] of [
    [9, 'V3', 'unikernel-create'],
    [10, 'V3', 'unikernel-force-create'],
    [16, 'V4', 'unikernel-create'],
    [17, 'V4', 'unikernel-force-create'],
  ] as const) {
    it(`are read as the newest [${type} ${form}]`, () => {
      const command = explicit(0, explicit(3, explicit(number, forms[form])));
      const { payload } = decodeMessage(sequence(encodeHeader(header), command));
      const expected = { type: 'command', command: { type, config: read[form] } };
      assert.deepEqual(payload, expected);
    });
  }
});

describe('the old forms of unikernels', () => {
  for (const type of ['old-unikernel-info4', 'old-unikernel-info5'] as const) {
    for (const cpuids of [[], [0, 1]]) {
      it(`hold one CPU id, and nothing else can be written [${type}: ${cpuids.length}]`, () => {
        const unikernels = [{ name: header.name, value: { ...info, cpuids } }];
        const problem = new RangeError(`the old form holds one CPU id, not ${cpuids.length}`);
        assert.throws(() => encodeMessage(success({ type, unikernels })), problem);
      });
    }
  }
});

const invalidLabel = new InvalidNameError(
  'invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)',
);

describe('what no message has', () => {
  const payload = (inner: Buffer) => sequence(encodeHeader(header), inner);
  const command = (inner: Buffer) => payload(explicit(0, inner));
  for (const [what, octets] of [
    ['command', command(explicit(30, nullValue()))],
    ['console command', command(explicit(0, explicit(30, nullValue())))],
    ['console start', command(explicit(0, explicit(2, explicit(30, nullValue()))))],
    ['stats command', command(explicit(1, explicit(30, nullValue())))],
    ['unikernel command', command(explicit(3, explicit(30, nullValue())))],
    ['restart', command(explicit(3, explicit(14, explicit(30, nullValue()))))],
    ['policy command', command(explicit(4, explicit(30, nullValue())))],
    ['block command', command(explicit(5, explicit(30, nullValue())))],
    ['success', payload(explicit(1, explicit(30, nullValue())))],
    ['block data', payload(explicit(3, explicit(4, explicit(30, nullValue()))))],
    ['unikernel type', command(explicit(3, explicit(20, sequence(explicit(30, nullValue())))))],
    [
      'fail behaviour',
      command(explicit(3, explicit(14, explicit(3, sequence(explicit(30, nullValue())))))),
    ],
  ] as const) {
    it(`is told by what it should be [${what}]`, () => {
      const problem = new MalformedMessageError(`unknown ${what}, tag 0xbe`);
      assert.throws(() => decodeMessage(octets), problem);
    });
  }

  it('is a MAC address of other than six octets', () => {
    const device = sequence(utf8String('service'), utf8String('br0'), octetString(Buffer.alloc(5)));
    const unikernel = [explicit(0, nullValue()), explicit(0, nullValue()), element(0x31)];
    const described = sequence(
      ...unikernel,
      integer(32),
      octetString(Buffer.alloc(32)),
      explicit(1, element(0x31, device)),
    );
    const list = sequence(sequence(utf8String('alice:hello'), described));
    const octets = payload(explicit(1, explicit(13, list)));
    const problem = new MalformedMessageError('a MAC address is six octets');
    assert.throws(() => decodeMessage(octets), problem);
  });

  it('is a name that is none', () => {
    const nameless = sequence(integer(5), octetString(Buffer.alloc(8)), utf8String('-'));
    const octets = sequence(nameless, explicit(1, explicit(0, nullValue())));
    const cause = new InvalidNameError('invalid name', { cause: invalidLabel });
    const problem = new MalformedMessageError('a message holds a name that is none', { cause });
    assert.throws(() => decodeMessage(octets), problem);
  });
});

describe('a create whose image is sent apart', () => {
  for (const type of ['unikernel-create', 'unikernel-force-create'] as const) {
    for (const size of [0, 5, 300, 70_000]) {
      it(`is the same around it [${type}, ${size} octets]`, () => {
        const image = Buffer.alloc(size, 7);
        const command = { type, config: { ...config, image } };
        const whole = encodeFrame(encodeMessage({ header, payload: { type: 'command', command } }));
        const { before, after } = encodeCreateWithoutImage(header, command, size);
        assert.deepEqual(Buffer.concat([before, image, after]), whole);
      });
    }
  }
});
