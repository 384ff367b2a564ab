import assert from 'node:assert/strict';
import { DerReader } from '../../src/albatross/der/reader.ts';
import { parseGeneralizedTime } from '../../src/albatross/der/time.ts';
import { generalizedTime } from '../../src/albatross/der/writer.ts';
import { MalformedMessageError } from '../../src/albatross/errors.ts';

const reader = (octets: string) => new DerReader(Buffer.from(octets.replaceAll(' ', ''), 'hex'));

type Read = (reader: DerReader) => unknown;

const raw: Read = (from) => from.readRaw();
const octetString: Read = (from) => from.octetString();
const integer: Read = (from) => from.integer();
const fruit: Read = (from) => from.choice('fruit', { 0: integer, 1: integer });
const empty: Read = (from) => from.sequence(() => {});

describe('what is refused', () => {
  // Equivalent: src/albatross/der/reader.ts, `const number = tag === null ? -1 : tag -
  // contextTag(0);` → `const number = false ? -1 : tag - contextTag(0);`: null counts as zero here,
  // which gives a number that no reader has, as -1 is.
  const cases: readonly (readonly [what: string, octets: string, read: Read])[] = [
    ['expected an element, found the end', '', raw],
    ['expected tag 0x4, found tag 0x2', '0201 00', octetString],
    ['expected tag 0x4, found the end', '', octetString],
    ['unknown fruit, tag 0xa5', 'a500', fruit],
    ['unknown fruit, the end', '', fruit],
    ['a NULL with content', '0501 00', (from) => from.null()],
    ['a BOOLEAN is one octet', '0100', (from) => from.boolean()],
    ['a BOOLEAN is one octet', '0102 ffff', (from) => from.boolean()],
    ['an INTEGER of 0 octets', '0200', integer],
    ['an INTEGER of 9 octets', '0209 010000000000000000', integer],
    ['an INTEGER is not minimal', '0202 0001', integer],
    ['an INTEGER is not minimal', '0202 ff80', integer],
    ['INTEGER 4611686018427387904 has more than 63 bits', '0208 4000000000000000', integer],
    ['INTEGER 9007199254740992 is too large', '0207 20000000000000', (from) => from.safeInteger()],
    ['an INT64 is eight octets', '0407 01020304050607', (from) => from.int64()],
    ['octets are left after the end', '3002 0500', empty],
    ['an element of 2 octets goes beyond its container', '0402 00', octetString],
    ['a length of no definite size', '0480', octetString],
    ['a length of no definite size', '0487 01000000000000', octetString],
    ['a length is not minimal', '0481 7f', octetString],
    ['a length is not minimal', '0482 00ff', octetString],
    ['the octets end within an element', '04', octetString],
    ['the octets end within an element', '0482 01', octetString],
  ];
  for (const [what, octets, read] of cases) {
    it(`says what is wrong with it [${octets}: ${what}]`, () => {
      assert.throws(() => read(reader(octets)), new MalformedMessageError(what));
    });
  }

  it('says what is wrong with a time', () => {
    const parse = (text: string) => () => parseGeneralizedTime(text);
    const noForm = new MalformedMessageError('a GeneralizedTime of no known form');
    assert.throws(parse('2024'), noForm);
    const noDay = new MalformedMessageError('a GeneralizedTime that no calendar has');
    assert.throws(parse('20240230000000Z'), noDay);
    const tooLate = new RangeError('+010000-01-01T00:00:00.000Z does not fit a GeneralizedTime');
    assert.throws(() => generalizedTime(new Date(Date.UTC(10_000, 0))), tooLate);
  });
});

describe('what is not refused', () => {
  it('has a length of up to six octets, believed where only it is read', () => {
    assert.equal(reader('0486 010000000000').enter(4), 2 ** 40);
    assert.equal(reader(`0482 0100 ${'00'.repeat(256)}`).octetString().length, 256);
  });

  // Equivalent: src/albatross/der/reader.ts, `if (content.length <= 6) return
  // content.readIntBE(0, content.length);` → `if (content.length < 6) …`: six octets have the same
  // value by way of a BigInt.
  // Equivalent: src/albatross/der/reader.ts, `if (first === undefined || second === undefined)
  // return false;` → `if (… return false;`: nothing compares with undefined; it is for the types.
  it('is an INTEGER whose first octet only looks like padding', () => {
    assert.equal(reader('0202 0080').integer(), 128);
    assert.equal(reader('0202 ff7f').integer(), -129);
    assert.equal(reader('0201 00').integer(), 0);
    assert.equal(reader('0201 ff').integer(), -1);
  });

  // Equivalent: src/albatross/der/time.ts, `function offsetMilliseconds(sign = '+', hours = '0',
  // minutes = '0'): number {` → `function offsetMilliseconds(…"", …`: no sign is no minus, and an
  // empty text is the number 0. The same for hours and minutes:
  // Equivalent: src/albatross/der/time.ts, `function offsetMilliseconds(sign = '+', hours = '0',
  // minutes = '0'): number {` → `function offsetMilliseconds(…""): number {`: as above.
  for (const [text, time] of [
    ['20240101120000Z', '2024-01-01T12:00:00Z'],
    ['202401011200', '2024-01-01T12:00:00Z'],
    ['20240101120000+0130', '2024-01-01T10:30:00Z'],
    ['20240101120000-0130', '2024-01-01T13:30:00Z'],
    ['20240101120000.250+0001', '2024-01-01T11:59:00.250Z'],
  ] as const) {
    it(`is a time with an offset, or with none [${text}]`, () => {
      assert.deepEqual(parseGeneralizedTime(text), new Date(time));
    });
  }

  // Equivalent: src/albatross/der/time.ts, `const [seconds = '', milliseconds = ''] =
  // iso.replace('Z', '').split('.');` → `const [… = "Stryker was here!"…`: an ISO time always has
  // both parts; the defaults are for the types.
});
