import assert from 'node:assert/strict';
import type { z } from 'zod';
import * as schema from '../../../src/identity/tokens/schema.ts';

const body = { name: 'ci', scopes: ['unikernels:read'] };

/** What is wrong with a value, as paths and messages. */
const faults = (type: z.ZodType, value: unknown) =>
  (type.safeParse(value).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]);

describe('the schema of a token', () => {
  it('allows all hosts, names and addresses by default', () => {
    const everywhere = { hosts: null, names: null, addresses: null };
    const made = { ...body, ...everywhere, description: null };
    assert.deepEqual(schema.createTokenBody.parse(body), made);
    assert.deepEqual(schema.changeTokenBody.parse({}), {});
    assert.deepEqual(schema.rotateTokenBody.parse({}), { grace: 3600 });
  });

  it('normalizes what it reads', () => {
    const given = { names: ['WEB-*'], addresses: ['192.0.2.1', '2001:DB8::/32'] };
    const kept = { names: ['web-*'], addresses: ['192.0.2.1/32', '2001:db8::/32'] };
    assert.partialDeepStrictEqual(schema.createTokenBody.parse({ ...body, ...given }), kept);
    assert.deepEqual(schema.changeTokenBody.parse(given), kept);
  });

  const twice = 'names something twice';
  const noNetwork = 'is neither an address nor a network (as 192.0.2.0/24 or 2001:db8::/32)';
  const noPattern = 'is no name pattern (1 to 64 of a-z, 0-9, -, . and *)';
  for (const [change, path, message] of [
    [{ scopes: ['hosts:read', 'hosts:read'] }, 'scopes', twice],
    [{ hosts: ['one', 'one'] }, 'hosts', twice],
    [{ names: ['web', 'WEB'] }, 'names', twice],
    [{ addresses: ['192.0.2.1', '192.0.2.1/32'] }, 'addresses', twice],
    [{ names: ['web ?'] }, 'names.0', noPattern],
    [{ addresses: ['192.0.2.0/24', '192.0.2'] }, 'addresses.1', noNetwork],
    [{ expiresAt: null, expiresIn: '1 month' }, 'expiresIn', 'is given beside expiresAt'],
  ] as const) {
    it(`refuses ${JSON.stringify(change)}`, () => {
      const expected = [[path, message]];
      assert.deepEqual(faults(schema.createTokenBody, { ...body, ...change }), expected);
      assert.deepEqual(faults(schema.changeTokenBody, change), expected);
    });
  }

  it('limits the number of entries, and the size of numbers', () => {
    const texts = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
    const networks = (count: number) => texts(count).map((_, index) => `192.0.2.${index}`);
    for (const [fits, exceeds] of [
      [{ hosts: texts(100) }, { hosts: texts(101) }],
      [{ names: texts(1) }, { names: [] }],
      [{ names: texts(100) }, { names: texts(101) }],
      [{ addresses: networks(100) }, { addresses: networks(101) }],
      [{ hosts: texts(1) }, { hosts: [] }],
      [{ addresses: networks(1) }, { addresses: [] }],
      [{ scopes: ['admin'] }, { scopes: [] }],
      [{ hourlyLimit: 1 }, { hourlyLimit: 0 }],
      [{ hourlyLimit: 1_000_000 }, { hourlyLimit: 1_000_001 }],
      [{ name: 'n'.repeat(100) }, { name: 'n'.repeat(101) }],
      [{ description: 'd'.repeat(1000) }, { description: 'd'.repeat(1001) }],
    ] as const) {
      for (const type of [schema.createTokenBody, schema.changeTokenBody]) {
        assert.deepEqual(faults(type, { ...body, ...fits }), []);
        assert.equal(faults(type, { ...body, ...exceeds }).length, 1, JSON.stringify(exceeds));
      }
    }
    const grace = (seconds: number) => faults(schema.rotateTokenBody, { grace: seconds }).length;
    assert.deepEqual([-1, 0, 604_800, 604_801].map(grace), [1, 0, 0, 1]);
  });

  it('refuses unknown members', () => {
    for (const type of [schema.createTokenBody, schema.changeTokenBody, schema.rotateTokenBody]) {
      const codes = type.safeParse({ role: 'x' }).error?.issues.map(({ code }) => `${code}`);
      assert.ok(codes?.includes('unrecognized_keys'));
    }
  });

  it('revokes the tokens that it made, unless the query says not to', () => {
    const parse = (descendants?: string) =>
      schema.revokeQuery.safeParse({ descendants }).data?.descendants;
    assert.deepEqual([undefined, 'true', 'false', 'no', '1'].map(parse), [
      true,
      true,
      false,
      undefined,
      undefined,
    ]);
  });
});
