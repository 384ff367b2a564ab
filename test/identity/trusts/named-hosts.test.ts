import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Rule } from '../../../src/identity/trusts/entity.ts';
import { Trust } from '../../../src/identity/trusts/entity.ts';
import { trustsOfHosts } from '../../../src/identity/trusts/trusts-of-hosts.ts';
import { type IdentityFixture, makeIdentity } from '../accounts/identity-fixture.ts';

const rule = (...hosts: readonly string[]): Rule => ({
  ...{ claims: { sub: 'web' }, scopes: ['unikernels:write'], names: ['web-*'], addresses: null },
  ...{ hosts: hosts.length > 0 ? hosts.map(parseLabel) : null, hourlyLimit: 50 },
});

describe('the trusts that name a host', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  const { count, rename, end } = trustsOfHosts;
  const em = () => identity.database.em();
  let made = 0;
  const make = async (...rules: readonly Rule[]) => {
    made += 1;
    const id = `00000000-0000-4000-8000-00000000000${made}`;
    const issuer = 'https://issuer.example.org';
    await em().insert(Trust, {
      ...{ id, accountId: id, name: 'ci', issuer, audience: 'fulmar', rules },
      createdAt: identity.clock.tell(),
    });
    return id;
  };
  const rulesOf = async (id: string) => (await em().findOneOrFail(Trust, { id })).rules;

  it('follow it when it is renamed, and lose it when it is removed', async () => {
    const [both, all, other] = [rule('one', 'two'), rule(), rule('two')];
    const mixed = await make(all, both, rule('one'));
    const without = await make(all, other);
    assert.deepEqual(await count?.(em(), 'one'), { trusts: 1 });
    await rename?.(em(), 'one', 'uno');
    assert.deepEqual(await rulesOf(mixed), [all, rule('uno', 'two'), rule('uno')]);
    assert.deepEqual(await count?.(em(), 'one'), { trusts: 0 });
    await end?.(em(), 'uno', identity.clock.tell());
    // A rule for this host alone keeps it: otherwise, the next rule might give more.
    assert.deepEqual(await rulesOf(mixed), [all, rule('two'), rule('uno')]);
    assert.deepEqual(await rulesOf(without), [all, other]);
  });
});
