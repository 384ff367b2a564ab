import assert from 'node:assert/strict';
import { z } from 'zod';
import { boundedRecord } from '../../src/http/bounded-record.ts';

const members = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`m${n}`, n]));

describe('an object of so many members at most', () => {
  let looked: number;
  const value = z.unknown().refine(() => {
    looked += 1;
    return true;
  });
  const schema = z.strictObject({ labels: boundedRecord({ key: z.string(), value }, 3) });
  beforeEach(() => {
    looked = 0;
  });

  it('may have as many', () => {
    assert.deepEqual(schema.parse({ labels: members(3) }), { labels: members(3) });
    assert.equal(looked, 3);
  });

  it('is refused where it has more, before they are looked at', () => {
    const { error } = schema.safeParse({ labels: members(4) });
    assert.deepEqual(
      error?.issues.map(({ path, message }) => [path, message]),
      [[['labels'], 'must have at most 3 members']],
    );
    assert.equal(looked, 0);
  });

  for (const wrong of [undefined, null, 'abcd', 4, ['a']]) {
    it(`is refused where it is none [${JSON.stringify(wrong)}]`, () => {
      const { error } = schema.safeParse({ labels: wrong });
      assert.deepEqual(
        error?.issues.map(({ path }) => path),
        [['labels']],
      );
    });
  }

  it('has to be there, unless it is said otherwise', () => {
    const described = z.toJSONSchema(schema, { io: 'input' });
    assert.deepEqual(described.required, ['labels']);
    assert.partialDeepStrictEqual(described.properties, {
      labels: { type: 'object', maxProperties: 3 },
    });
  });
});
