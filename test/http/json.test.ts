import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Problem } from '../../src/base/errors.ts';
import { parseJson } from '../../src/http/json.ts';

const parse = (text: string) => parseJson(Buffer.from(text));

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `"m${n}": ${n}`).join();

/** How many µs of processor time it takes to refuse a text. */
function refuse(text: string): number {
  const begin = process.cpuUsage();
  assert.throws(() => parse(text), { code: 'malformed-body' });
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

describe('JSON', () => {
  it('is read as JSON.parse reads it, where it is unambiguous', () => {
    const value = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 }).filter(isPlain);
    fc.assert(
      fc.property(value, (tree) => {
        const text = JSON.stringify(tree);
        assert.deepEqual(parse(text), JSON.parse(text));
      }),
      { numRuns: 60 },
    );
  });

  for (const [what, text, path] of [
    ['a member given twice', '{"a": {"b": 1, "b": 2}}', 'a.b'],
    ['a member given twice, once escaped', '{"a": 1, "\\u0061": 2}', 'a'],
    ['an integer beyond 2^53', '{"a": [1, 9007199254740992]}', 'a.1'],
    ['a negative integer beyond 2^53', '[-9007199254740993]', '0'],
    ['a number with more digits than a double', '{"a": 1.00000000000000001}', 'a'],
    ['a number beyond all doubles', '{"a": 1e400}', 'a'],
  ] as const) {
    it(`is refused with ${what}, by its path`, () => {
      assert.throws(
        () => parse(text),
        (error) => {
          assert.ok(error instanceof Problem);
          assert.equal(error.code, 'malformed-body');
          assert.deepEqual(
            error.errors.map((fault) => fault.path),
            [path],
          );
          return true;
        },
      );
    });
  }

  for (const [what, text] of [
    ['too many items', `[${'0,'.repeat(4096)}0]`],
    ['too many items below', `{"scopes": [${'"q",'.repeat(30_000)}"q"]}`],
    ['too many members', `{${numbered(201)}}`],
    ['too many members by far', `{${numbered(20_000)}}`],
    ['too many members below', `[{"a": {${numbered(201)}}}]`],
    ['too many values', `[${`{${numbered(100)}},`.repeat(100)}0]`],
    ['too many brackets', `[${'[],'.repeat(2000)}${'{},'.repeat(2000)}0]`],
  ] as const) {
    it(`is refused with ${what}, in little time`, () => {
      // Once, all of the process collects its garbage meanwhile; never each time.
      const took = Math.min(...[1, 2, 3, 4, 5].map(() => refuse(text)));
      assert.ok(took < 200_000, `${took} µs of processor time`);
    });
  }

  for (const [what, beginning, words] of [
    ['items', `{"a": [${'"q",'.repeat(4097)}`, 'more than 4096 items'],
    ['members', `{${numbered(202)},`, 'more than 200 members'],
    ['brackets', '['.repeat(40), 'deeper than 32'],
    ['values', `[${`{${numbered(100)}},`.repeat(100)}`, 'more than a body may hold'],
  ] as const) {
    it(`with too many ${what} is not read to its end`, () => {
      assert.throws(
        () => parse(beginning),
        (error) => {
          assert.ok(error instanceof Problem);
          assert.match(JSON.stringify(error.errors), new RegExp(words));
          return true;
        },
      );
    });
  }

  it('is refused where text begins again and again and never ends, in little time', () => {
    const took = Math.min(...[1, 2, 3].map(() => refuse(`["${'\\"'.repeat(125_000)}`)));
    assert.ok(took < 200_000, `${took} µs of processor time`);
    const escaped = `{"\\u": 1, ${'"a": 0, '.repeat(300)}`;
    assert.throws(() => parse(escaped), { code: 'malformed-body' });
  });

  it('may have as many items and members as any body needs', () => {
    assert.equal(Object(parse(`[${'0,'.repeat(4095)}0]`)).length, 4096);
    assert.equal(Object.keys(Object(parse(`{${numbered(200)}}`))).length, 200);
  });

  it('may hold the largest integers that are exact', () => {
    assert.deepEqual(parse('[9007199254740991, -9007199254740991, 0.1, 1e3]'), [
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      0.1,
      1000,
    ]);
  });

  it('keeps __proto__ as any other member', () => {
    assert.deepEqual(Object.keys(Object(parse('{"__proto__": {"x": 1}}'))), ['__proto__']);
  });

  for (const [what, octets] of [
    ['cut off', Buffer.from('{"a": 1')],
    ['empty', Buffer.alloc(0)],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['nested a hundred thousand deep', Buffer.from('['.repeat(1e5) + ']'.repeat(1e5))],
  ] as const) {
    it(`is refused where it is ${what}`, () => {
      assert.throws(() => parseJson(octets), { code: 'malformed-body' });
    });
  }

  it('is not quoted where it is refused', () => {
    assert.throws(
      () => parse('{"password": "hunter2'),
      (error: unknown) => error instanceof Error && !`${error.stack}`.includes('hunter2'),
    );
  });
});

/** Whether all numbers in it are held exactly. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'number') {
    const digits = String(value).replace(/e.*/, '').replace(/\D/g, '').replace(/^0+/, '');
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER && digits.length <= 15;
  }
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isPlain);
}
