import assert from 'node:assert/strict';
import { z } from 'zod';
import { InvalidNameError } from '../../src/albatross/errors.ts';
import { deriveMac, isMac, parseMac } from '../../src/albatross/mac.ts';
import {
  domainName,
  formatName,
  formatPath,
  isBelow,
  isLabel,
  nameOf,
  namesEqual,
  parseLabel,
  parseName,
  parsePath,
  pathsEqual,
  root,
} from '../../src/albatross/names.ts';
import { ofKind } from './vectors/lines.ts';
import { name, octets, outcome } from './vectors/values.ts';

const labels = z.array(z.string().transform(parseLabel));
const path = z.strictObject({ string: z.string(), labels });

const parsed = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    id: z.string(),
    input: z.string(),
    input_hex: octets,
    value: value.optional(),
    ...outcome,
  });

/** Whether `parse` makes of an input what albatross makes of it, or refuses it in its words. */
function checkParsed<T>(
  vector: { input: string; ok: boolean; error?: string | undefined },
  parse: (text: string) => T,
  expected: T | undefined,
): void {
  if (vector.ok) {
    assert.deepEqual(parse(vector.input), expected);
    return;
  }
  assert.throws(
    () => parse(vector.input),
    (error) => {
      assert(error instanceof InvalidNameError);
      assert.equal(error.message, vector.error);
      return true;
    },
  );
}

describe('labels', () => {
  for (const vector of ofKind('label', parsed(z.string()))) {
    it(`are read as albatross does [${vector.id}]`, () => {
      checkParsed<string>(vector, parseLabel, vector.value);
      assert.equal(isLabel(vector.input), vector.ok && vector.input === vector.value);
    });
  }
});

describe('paths', () => {
  for (const vector of ofKind('path', parsed(path))) {
    it(`are read and written as albatross does [${vector.id}]`, () => {
      checkParsed(vector, parsePath, vector.value?.labels);
      if (vector.value) assert.equal(formatPath(vector.value.labels), vector.value.string);
    });
  }

  it('are equal when all their labels are', () => {
    assert(pathsEqual(parsePath('a:b'), parsePath('A:b')));
    assert(!pathsEqual(parsePath('a:b'), parsePath('a')));
    assert(!pathsEqual(parsePath('a'), parsePath('a:b')));
    assert(!pathsEqual(parsePath('a:b'), parsePath('a:c')));
  });
});

describe('names', () => {
  for (const vector of ofKind('name', parsed(name))) {
    it(`are read as albatross does [${vector.id}]`, () => {
      checkParsed(vector, parseName, vector.value);
    });
  }

  for (const vector of ofKind('name', parsed(z.looseObject({ string: z.string() })))) {
    if (!vector.value) continue;
    const { string } = vector.value;
    it(`are written as albatross does [${vector.id}]`, () => {
      assert.equal(formatName(parseName(vector.input)), string);
    });
  }

  it('are equal when path and label are', () => {
    assert(namesEqual(parseName('hello'), parseName(':Hello')));
    assert(!namesEqual(parseName('a:b'), parseName('a:b:')));
    assert(!namesEqual(parseName('a:b'), parseName('a:c')));
    assert(!namesEqual(parseName('a:b'), parseName('c:b')));
  });

  it('lie below the domains on their path, a domain not below itself', () => {
    assert(isBelow(parseName('a:b:hello'), parsePath('a')));
    assert(isBelow(parseName('a:b:hello'), parsePath('a:b')));
    assert(isBelow(parseName('a:b:'), parsePath('a')));
    assert(isBelow(parseName('hello'), root.path));
    assert(!isBelow(parseName('a:b:'), parsePath('a:b')));
    assert(!isBelow(parseName('a:hello'), parsePath('a:hello')));
    assert(!isBelow(parseName('ab:hello'), parsePath('a')));
    assert(!isBelow(root, root.path));
  });

  it('are put together from a path and a label', () => {
    assert.deepEqual(nameOf(parsePath('a:b'), parseLabel('c')), parseName('a:b:c'));
  });

  it('are refused for what is wrong with a label in them', () => {
    const cause = new InvalidNameError('invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)');
    const inPath = new InvalidNameError(`invalid path: ${cause.message}`, { cause });
    assert.throws(() => parsePath('a:-b'), inPath);
    assert.throws(() => parseName('a:-b'), new InvalidNameError('invalid name', { cause }));
  });

  // Equivalent: src/albatross/names.ts, `if (text === ':') return root;` → `if (… return root;`:
  // the path of `:` is empty anyway; it is for whoever reads the function.
  it('have a root, which is a domain', () => {
    assert.equal(formatName(root), ':');
    assert.deepEqual(domainName([]), root);
  });
});

describe('MAC addresses', () => {
  const derived = z.strictObject({ id: z.string(), name, bridge: z.string(), mac: z.string() });
  for (const vector of ofKind('mac', derived)) {
    it(`are derived as albatross does [${vector.id}]`, () => {
      assert.equal(deriveMac(vector.bridge, vector.name), vector.mac);
    });
  }

  it('are six octets', () => {
    assert.deepEqual(parseMac('00:80:41:Ff:00:01'), Buffer.from('008041ff0001', 'hex'));
    for (const text of ['', '00:80:41:ff:00', '00:80:41:ff:00:01:02', '00-80-41-ff-00-01', 'x']) {
      assert(!isMac(text));
      const problem = new RangeError(`${JSON.stringify(text)} is no MAC address`);
      assert.throws(() => parseMac(text), problem);
    }
  });
});
