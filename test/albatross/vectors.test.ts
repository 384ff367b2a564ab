import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import { protocolVersion } from '../../src/albatross/messages.ts';
import { lines, ofKind } from './vectors/lines.ts';
import { octets } from './vectors/values.ts';

/** How many lines of each kind the tests of this folder go through, every one of them. */
const tested = {
  meta: 1,
  command: 112,
  reply: 81,
  wire_command: 7,
  decode: 47,
  label: 32,
  path: 14,
  name: 26,
  mac: 6,
  policy_usable: 9,
  policy_is_smaller: 10,
  unikernel_fine_with_policy: 7,
  zlib: 5,
  unzlib: 2,
};

describe('the golden vectors', () => {
  it('are all tested', () => {
    const counts = new Map<string, number>();
    for (const { kind } of lines) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    assert.deepEqual(Object.fromEntries(counts), tested);
    assert.equal(new Set(lines.map((line) => `${line.kind} ${line.id}`)).size, lines.length);
  });

  it('are of the version that is spoken', () => {
    const [meta] = ofKind('meta', z.object({ protocol_version: z.number() }));
    assert.equal(meta?.protocol_version, protocolVersion);
  });
});

describe('what albatross compresses', () => {
  const compressed = z.object({ id: z.string(), data_hex: octets, compressed_hex: octets });
  for (const vector of ofKind('zlib', compressed)) {
    it(`can be inflated [${vector.id}]`, () => {
      assert.deepEqual(inflateSync(vector.compressed_hex), vector.data_hex);
    });
  }

  const broken = z.object({ id: z.string(), compressed_hex: octets, ok: z.literal(false) });
  for (const vector of ofKind('unzlib', broken)) {
    it(`is refused here as there where it is broken [${vector.id}]`, () => {
      assert.throws(() => inflateSync(vector.compressed_hex), { code: 'Z_DATA_ERROR' });
    });
  }
});
