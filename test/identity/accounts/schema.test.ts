import assert from 'node:assert/strict';
import type { z } from 'zod';
import * as schema from '../../../src/identity/accounts/schema.ts';

/** What is wrong with a value, as paths and messages. */
const faults = (type: z.ZodType, value: unknown) =>
  (type.safeParse(value).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]);

const needed = [['currentPassword', 'is needed to change anything of these']];
const ofSuspension = [['reason', 'goes with "active": false only']];

describe('the schema of an account', () => {
  const signUp = { name: 'Ada', email: 'Ada@Example.org', password: 'correct horse' };

  it('folds everything but the password to lower case', () => {
    const password = 'Correct Horse';
    const expected = { name: 'ada', email: 'ada@example.org', password };
    assert.deepEqual(schema.signUpBody.parse({ ...signUp, password }), expected);
    assert.deepEqual(schema.accountsQuery.parse({ search: ' ADA ' }).search, 'ada');
  });

  it('takes a password of 8 to 1,024 characters that is not a common one', () => {
    const fault = (password: string) => faults(schema.newPassword, password).length;
    const lengths = ['x7'.repeat(4).slice(1), 'x7'.repeat(4), 'x7'.repeat(512), 'x7'.repeat(513)];
    assert.deepEqual(lengths.map(fault), [1, 0, 0, 1]);
    const common = [['', 'is one of the commonest passwords']];
    for (const password of ['password123', 'PassWord123']) {
      assert.deepEqual(faults(schema.newPassword, password), common);
    }
  });

  it('limits the length of texts', () => {
    const long = (length: number) => `${'a'.repeat(40)}@${'b.'.repeat((length - 43) / 2)}xy`;
    assert.equal(long(255).length, 255);
    assert.equal(faults(schema.emailField, long(255)).length, 1);
    const code = (length: number) =>
      faults(schema.signUpBody, { ...signUp, code: 'c'.repeat(length) });
    assert.deepEqual([code(100).length, code(101).length], [0, 1]);
    const search = (length: number) => faults(schema.accountsQuery, { search: 's'.repeat(length) });
    assert.deepEqual([search(254).length, search(255).length], [0, 1]);
    const reason = (length: number) =>
      faults(schema.changeUserBody, { active: false, reason: 'r'.repeat(length) });
    assert.deepEqual([reason(500).length, reason(501).length], [0, 1]);
    const current = (length: number) =>
      faults(schema.changeAccountBody, { currentPassword: 'p'.repeat(length) });
    assert.deepEqual([current(1024).length, current(1025).length], [0, 1]);
  });

  it('requires the current password for any change', () => {
    const change = (body: object) => faults(schema.changeAccountBody, body);
    assert.deepEqual(change({}), []);
    assert.deepEqual(change({ currentPassword: 'any' }), []);
    for (const body of [
      { email: 'a@example.org' },
      { password: 'x7'.repeat(4) },
      { signingKey: null },
    ]) {
      assert.deepEqual(change(body), needed);
      assert.deepEqual(change({ ...body, currentPassword: 'any' }), []);
    }
  });

  it('takes a reason for a suspension only', () => {
    const change = (body: object) => faults(schema.changeUserBody, body);
    const reason = 'Unpaid';
    assert.deepEqual(change({ active: false, reason }), []);
    assert.deepEqual(change({ active: true }), []);
    assert.deepEqual(change({ active: true, reason }), ofSuspension);
    assert.deepEqual(change({ reason }), ofSuspension);
  });

  it('destroys nothing unless the query says so', () => {
    const parse = (destroy?: string) => schema.destroyQuery.safeParse({ destroy }).data?.destroy;
    assert.deepEqual([undefined, 'true', 'false', 'yes'].map(parse), [
      false,
      true,
      false,
      undefined,
    ]);
  });
});
