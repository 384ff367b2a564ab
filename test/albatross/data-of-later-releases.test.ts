import assert from 'node:assert/strict';
import { contextTag, tags } from '../../src/albatross/der/tags.ts';
import {
  element,
  explicit,
  nullValue,
  sequence,
  sequenceOf,
  utf8String,
} from '../../src/albatross/der/writer.ts';
import { root } from '../../src/albatross/names.ts';
import { decodeMessage, encodeMessage } from '../../src/albatross/wire/message.ts';
import * as wire from '../../src/albatross/wire/stats.ts';
import { sample } from './support/stats-sample.ts';

const read = (tag: number, octets: Buffer) => {
  const header = { sequence: 0n, name: root };
  const data = { type: 'unknown', tag, octets } as const;
  const { payload } = decodeMessage(encodeMessage({ header, payload: { type: 'data', data } }));
  assert(payload.type === 'data');
  return payload.data;
};

const usage = wire.encodeResourceUsage(sample.rusage);
const interfaces = sequenceOf(sample.interfaces, wire.encodeInterface);
const memory = {
  vsize: 1n,
  rss: 2n,
  tsize: 3n,
  dsize: 4n,
  ssize: 5n,
  runtime: 6n,
  cow: 7,
  start: { seconds: 8n, microseconds: 9 },
};
const plain = wire.encodeMemory(memory, tags.sequence);
const tagged = wire.encodeMemory(memory, contextTag(0));

describe('stats of a later release, whatever their tag', () => {
  for (const [what, tag, octets, found] of [
    ['in the order that is likely', 5, sequence(usage, tagged, interfaces), memory],
    ['under the other tag', 0, sequence(usage, tagged, interfaces), memory],
    ['memory last', 5, sequence(usage, interfaces, tagged), memory],
    ['memory first', 5, sequence(plain, usage, interfaces), memory],
    ['memory explicit', 5, sequence(usage, explicit(1, plain), interfaces), memory],
    ['memory without a tag', 5, sequence(interfaces, plain, usage), memory],
    ['no memory', 5, sequence(usage, interfaces), null],
  ] as const) {
    it(`are read [${what}]`, () => {
      const { rusage } = sample;
      const stats = { rusage, interfaces: sample.interfaces, memory: found, vmm: null };
      assert.deepEqual(read(tag, octets), { type: 'stats', stats, isLater: true });
    });
  }

  it('are read without an interface', () => {
    const data = read(5, sequence(usage, sequence()));
    assert(data.type === 'stats');
    assert.deepEqual(data.stats.interfaces, []);
  });
});

describe('data that only a later release knows', () => {
  for (const [what, octets] of [
    ['nothing', Buffer.alloc(0)],
    ['octets that are no element', Buffer.from([0x30, 0x82])],
    ['usage alone', sequence(usage)],
    ['two usages', sequence(usage, usage)],
    ['something else beside', sequence(usage, interfaces, utf8String('new'))],
    ['interfaces that are none', sequence(usage, sequence(sequence(utf8String('eth0'))))],
    ['memory that is none', sequence(usage, interfaces, element(contextTag(0), nullValue()))],
    ['octets behind', Buffer.concat([sequence(usage, interfaces), nullValue()])],
  ] as const) {
    it(`is handed on as it is [${what}]`, () => {
      assert.deepEqual(read(2, octets), { type: 'unknown', tag: 2, octets });
    });
  }

  it('is handed on as it is where it is primitive, too', () => {
    const [number, octets] = [5, Buffer.from('new')];
    const header = { sequence: 0n, name: root };
    const data = { type: 'unknown', tag: number, octets } as const;
    const message = encodeMessage({ header, payload: { type: 'data', data } });
    message[message.indexOf(explicit(number, octets))] = tags.context | number;
    assert.deepEqual(decodeMessage(message).payload, { type: 'data', data });
  });
});
