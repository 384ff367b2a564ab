import assert from 'node:assert/strict';
import { DerReader } from '../../src/albatross/der/reader.ts';
import { parseGeneralizedTime } from '../../src/albatross/der/time.ts';
import { element, generalizedTime, integer, setOf } from '../../src/albatross/der/writer.ts';
import { MalformedMessageError } from '../../src/albatross/errors.ts';

const hex = (octets: string) => Buffer.from(octets.replaceAll(' ', ''), 'hex');
const reader = (octets: string) => new DerReader(hex(octets));

describe('INTEGER', () => {
  const values: readonly (readonly [number | bigint, string])[] = [
    [0, '0201 00'],
    [127, '0201 7f'],
    [128, '0202 0080'],
    [-1, '0201 ff'],
    [-128, '0201 80'],
    [-129, '0202 ff7f'],
    [2 ** 47 - 1, '0206 7fffffffffff'],
    [2 ** 47, '0207 00800000000000'],
    [Number.MAX_SAFE_INTEGER, '0207 1fffffffffffff'],
    [2n ** 53n, '0207 20000000000000'],
    [-(2n ** 53n), '0207 e0000000000000'],
    [2n ** 62n - 1n, '0208 3fffffffffffffff'],
    [-(2n ** 62n), '0208 c000000000000000'],
  ];
  for (const [value, octets] of values) {
    it(`is written and read in its fewest octets [${value}]`, () => {
      assert.equal(integer(value).toString('hex'), hex(octets).toString('hex'));
      assert.equal(reader(octets).integer(), value);
    });
  }

  const refused = [
    '0200',
    '0202 0001',
    '0202 ffff',
    '0208 4000000000000000',
    '0208 bfffffffffffffff',
    '0209 010000000000000000',
    '0202 00',
    '02',
    '0301 00',
    '',
  ];
  for (const octets of refused) {
    it(`is refused where it is empty, padded, beyond 63 bits or cut off [${octets}]`, () => {
      assert.throws(() => reader(octets).integer(), MalformedMessageError);
    });
  }

  it('is refused where a number cannot hold it and has to', () => {
    assert.throws(() => reader('0207 20000000000000').safeInteger(), MalformedMessageError);
  });
});

describe('an element', () => {
  it('has a length in its fewest octets', () => {
    assert.equal(element(4, Buffer.alloc(127)).subarray(0, 2).toString('hex'), '047f');
    assert.equal(element(4, Buffer.alloc(128)).subarray(0, 3).toString('hex'), '048180');
    assert.equal(element(4, Buffer.alloc(256)).subarray(0, 4).toString('hex'), '04820100');
  });

  for (const octets of ['0480', '04817f', '0482 00ff', '0485', '0487 01000000000000', '04ff']) {
    it(`is refused where its length is indefinite, redundant or cut off [${octets}]`, () => {
      const padded = Buffer.concat([hex(octets), Buffer.alloc(300)]);
      const cut = octets === '0485' ? hex(octets) : padded;
      assert.throws(() => new DerReader(cut).octetString(), MalformedMessageError);
    });
  }

  it('is refused where it goes beyond the one it is in, though the octets are there', () => {
    const octets = reader('3003 0402 0102 03');
    assert.throws(() => octets.sequence((inner) => inner.octetString()), MalformedMessageError);
  });

  it('is refused where its length goes beyond the one it is in', () => {
    const octets = reader('3001 04 00');
    assert.throws(() => octets.sequence((inner) => inner.octetString()), MalformedMessageError);
  });

  it('is refused where something in it is not read', () => {
    const octets = reader('3004 0500 0500');
    assert.throws(() => octets.sequence((inner) => inner.null()), MalformedMessageError);
  });

  it('is read again from where the one before it ends', () => {
    const octets = reader('3002 0500 0101ff');
    octets.sequence((inner) => inner.null());
    assert.equal(octets.boolean(), true);
    assert(octets.atEnd);
  });
});

describe('SET OF', () => {
  it('is written in the order of its encodings, duplicates included', () => {
    const set = setOf([300, 5, 127, 5].map(integer));
    assert.equal(set.toString('hex'), '310d0201050201050201' + '7f0202012c');
  });
});

describe('GeneralizedTime', () => {
  it('is written with milliseconds only where there are some', () => {
    const texts = ['2024-05-06T07:08:09.000Z', '2024-05-06T07:08:09.100Z'].map((text) =>
      generalizedTime(new Date(text)).subarray(2).toString(),
    );
    assert.deepEqual(texts, ['20240506070809Z', '20240506070809.100Z']);
  });

  for (const text of [
    '',
    '2024',
    '20240230000000Z',
    '20241301000000Z',
    '20240101240000Z',
    '20240101000060Z',
    '20240101000000.Z',
    '20240101000000.1234Z',
    '20240101000000z',
    '20240101000000Z ',
    '202401010000.5Z',
    '2024010100000Z',
    '20240101000000+1',
  ]) {
    it(`is refused where no calendar or clock has it [${text}]`, () => {
      assert.throws(() => parseGeneralizedTime(text), MalformedMessageError);
    });
  }

  it('is never written for a time that it cannot hold', () => {
    assert.throws(() => generalizedTime(new Date(Number.NaN)), RangeError);
    assert.throws(() => generalizedTime(new Date(Date.UTC(10_000, 0))), RangeError);
  });
});
