import assert from 'node:assert/strict';
import { RefusedCredential } from '../../../src/http/caller.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import {
  from,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

describe('a token for certain addresses', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  before(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  after(() => identity.database.close());

  const make = (addresses: readonly string[]) =>
    identity.tokens.create(ada, tokenFields({ addresses }));
  const present = async (secret: string, address: string) =>
    identity.authenticator.verify({ kind: 'token', secret }, from(address));

  it('is taken from there and refused from elsewhere, seen before or not', async () => {
    const { secret } = await make(['192.0.2.0/24', '2001:db8::/32']);
    for (const address of ['198.51.100.1', '192.0.2.1', '2001:db9::1', '2001:db8::1', '::1']) {
      const allowed = /^192\.0\.2\.|^2001:db8:/.test(address);
      for (const _ of ['unseen', 'seen']) {
        if (allowed) await present(secret, address);
        else await assert.rejects(present(secret, address), { code: 'address-not-allowed' });
      }
    }
  });

  it('is answered with 403, the address, and for the audit whose it is', async () => {
    const { token, secret } = await make(['192.0.2.1/32']);
    await assert.rejects(present(secret, '198.51.100.1'), (problem) => {
      assert.ok(problem instanceof RefusedCredential);
      assert.deepEqual([problem.status, problem.facts], [403, { address: '198.51.100.1' }]);
      const { id, prefix, name } = token;
      const accountId = ada.account.id;
      assert.deepEqual(problem.known, { accountId, kind: 'token', id, name, prefix });
      return true;
    });
  });

  it('counts no use from elsewhere', async () => {
    const { token, secret } = await make(['192.0.2.1/32']);
    await present(secret, '192.0.2.1');
    await assert.rejects(present(secret, '198.51.100.1'));
    const { uses, lastUsedAddress } = await identity.tokens.get(ada.account.id, token.id);
    assert.deepEqual([uses, lastUsedAddress], [1, '192.0.2.1']);
  });

  it('is taken from elsewhere from the next request on when that is changed', async () => {
    const { token, secret } = await make(['192.0.2.1/32']);
    await present(secret, '192.0.2.1');
    await identity.tokens.change(ada, token.id, { addresses: null });
    await present(secret, '198.51.100.1');
    await identity.tokens.change(ada, token.id, { addresses: ['192.0.2.1/32'] });
    await assert.rejects(present(secret, '198.51.100.1'), { code: 'address-not-allowed' });
  });
});
