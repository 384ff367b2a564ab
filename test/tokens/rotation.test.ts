import assert from 'node:assert/strict';
import type { Actor } from '../../src/access/actor.ts';
import { Token } from '../../src/tokens/entity.ts';
import { presentToken } from '../../src/tokens/presenter.ts';
import {
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const hour = 3600;
const revoked = { code: 'credential-revoked', status: 401 };

describe('the rotation of a token', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let id: string;
  let old: string;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    ({
      secret: old,
      token: { id },
    } = await identity.tokens.create(ada, tokenFields()));
  });
  afterEach(() => identity.database.close());

  const shown = async () =>
    presentToken(await identity.tokens.get(ada.account.id, id), identity.clock.tell());

  it('gives a new secret at once and lets the old one work for its grace', async () => {
    await bearer(identity, old);
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    assert.notEqual(secret, old);
    for (const each of [secret, old]) {
      const { credential } = await bearer(identity, each);
      assert.ok(credential.kind === 'token' && credential.prefix === each.slice(0, 8));
      assert.equal(credential.id, id);
    }
    const { prefix, previous, uses } = await shown();
    const until = new Date(identity.clock.tell().getTime() + hour * 1000).toISOString();
    assert.deepEqual([prefix, previous], [secret.slice(0, 8), { prefix: old.slice(0, 8), until }]);
    assert.equal(uses, 3);
  });

  it('ends the old secret on the millisecond, though it was seen a moment ago', async () => {
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    identity.clock.pass(hour * 1000 - 1);
    await bearer(identity, old);
    identity.clock.pass(1);
    await assert.rejects(bearer(identity, old), revoked);
    await bearer(identity, secret);
    assert.equal((await shown()).previous, null);
  });

  it('without grace ends the old secret from the next request on', async () => {
    await bearer(identity, old);
    await identity.tokens.rotate(ada, id, 0);
    await assert.rejects(bearer(identity, old), revoked);
  });

  it('again ends a secret that still had its grace: one old one works at most', async () => {
    const second = (await identity.tokens.rotate(ada, id, hour)).secret;
    await bearer(identity, old);
    const third = (await identity.tokens.rotate(ada, id, hour)).secret;
    await assert.rejects(bearer(identity, old), { code: 'credential-invalid' });
    await Promise.all([bearer(identity, second), bearer(identity, third)]);
  });

  it('never lets the old secret outlive the token', async () => {
    const end = new Date(identity.clock.tell().getTime() + 1000);
    await identity.tokens.change(ada, id, { expiresAt: end });
    await identity.tokens.rotate(ada, id, hour);
    assert.equal((await shown()).previous?.until, end.toISOString());
    identity.clock.pass(1000);
    await assert.rejects(bearer(identity, old), { code: 'credential-expired' });
  });

  it('has a grace that can be ended, and ends with the token', async () => {
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    await bearer(identity, old);
    await identity.tokens.endGrace(ada, id);
    await assert.rejects(bearer(identity, old), revoked);
    await bearer(identity, secret);
    const third = (await identity.tokens.rotate(ada, id, hour)).secret;
    await identity.tokens.revoke(ada, id);
    await assert.rejects(bearer(identity, secret), revoked);
    await assert.rejects(bearer(identity, third), revoked);
  });

  it('is not for a token that reaches less, nor for another account', async () => {
    const fields = tokenFields({ scopes: ['tokens:write', 'unikernels:read'] });
    const { secret } = await identity.tokens.create(ada, fields);
    const ci = await bearer(identity, secret);
    await assert.rejects(identity.tokens.rotate(ci, id, 0), { code: 'scope-missing' });
    await assert.rejects(identity.tokens.endGrace(ci, id), { code: 'scope-missing' });
    const bob = await person(identity, 'bob');
    await assert.rejects(identity.tokens.rotate(bob, id, 0), { code: 'token-unknown' });
    await bearer(identity, old);
    const own = await identity.tokens.rotate(ci, ci.credential.id, 0);
    await bearer(identity, own.secret);
  });

  it('leaves none of the secrets in the database', async () => {
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    const stored = JSON.stringify(await identity.database.em().find(Token, {}));
    for (const each of [old, secret]) assert.ok(!stored.includes(each.slice(8)));
  });
});
