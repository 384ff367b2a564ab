import assert from 'node:assert/strict';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import {
  bearer,
  from,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const day = 24 * 60 * 60 * 1000;

describe('tokens', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  afterEach(() => identity.database.close());

  const inDays = (days: number) => new Date(identity.clock.tell().getTime() + days * day);

  it('stand for their account, within their reach', async () => {
    const fields = tokenFields({ names: ['web-*'], expiresAt: inDays(1) });
    const { token, secret } = await identity.tokens.create(ada, fields);
    const { account, credential } = await bearer(identity, secret);
    assert.deepEqual(account, ada.account);
    const { id, prefix } = token;
    const { description: _said, ...expected } = fields;
    assert.deepEqual(credential, { kind: 'token', id, prefix, ...expected, replaced: false });
    assert.equal(prefix, secret.slice(0, 8));
  });

  it('are stored without the secret', async () => {
    const { secret } = await identity.tokens.create(ada, tokenFields());
    const stored = JSON.stringify(await identity.database.em().find(Token, {}));
    assert.ok(!stored.includes(secret.slice(8)));
  });

  it('are refused once expired, stay listed, and live again when the expiry is moved on', async () => {
    const fields = tokenFields({ expiresAt: inDays(1) });
    const { token, secret } = await identity.tokens.create(ada, fields);
    await bearer(identity, secret);
    identity.clock.passDays(1);
    await assert.rejects(bearer(identity, secret), { code: 'credential-expired' });
    const listed = await identity.tokens.list(ada.account.id);
    assert.ok(listed.some(({ id }) => id === token.id));
    await identity.tokens.change(ada, token.id, { expiresAt: inDays(1) });
    await bearer(identity, secret);
  });

  it('cannot be made to end in the past', async () => {
    const past = { expiresAt: inDays(-1) };
    await assert.rejects(identity.tokens.create(ada, tokenFields(past)), { code: 'invalid-body' });
    const { token } = await identity.tokens.create(ada, tokenFields());
    const change = identity.tokens.change(ada, token.id, past);
    await assert.rejects(change, { code: 'invalid-body' });
  });

  it('change at once, but for what is not given', async () => {
    const { token, secret } = await identity.tokens.create(ada, tokenFields({ names: ['a*'] }));
    await bearer(identity, secret);
    await identity.tokens.change(ada, token.id, { name: 'deploy', scopes: ['volumes:read'] });
    const { credential } = await bearer(identity, secret);
    assert.ok(credential.kind === 'token');
    const { name, scopes, names } = credential;
    assert.deepEqual(
      { name, scopes, names },
      { name: 'deploy', scopes: ['volumes:read'], names: ['a*'] },
    );
    await identity.tokens.change(ada, token.id, { names: null });
    const widened = (await bearer(identity, secret)).credential;
    assert.ok(widened.kind === 'token' && widened.names === null);
  });

  it('are refused from the next request on when revoked, and the bearer is told', async () => {
    const { token, secret } = await identity.tokens.create(ada, tokenFields());
    const requests = Array.from({ length: 20 }, () => bearer(identity, secret));
    await identity.tokens.revoke(ada, token.id);
    await assert.rejects(bearer(identity, secret), { code: 'credential-revoked', status: 401 });
    await Promise.all(requests);
    await assert.rejects(bearer(identity, secret), { code: 'credential-revoked' });
    const left = await identity.tokens.list(ada.account.id);
    assert.ok(left.every(({ id }) => id !== token.id));
  });

  it('are at most 100 an account', async () => {
    const make = () => identity.tokens.create(ada, tokenFields());
    const outcomes = await Promise.allSettled(Array.from({ length: 105 }, make));
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    assert.deepEqual(
      refused.map(({ code }) => code),
      Array(6).fill('limit-reached'), // one was made at sign-up
    );
  });

  it('are found by their secret within their account', async () => {
    const { token, secret } = await identity.tokens.create(ada, tokenFields());
    const found = async (by: string) => (await identity.tokens.getBySecret(ada, by)).id;
    assert.equal(await found(secret), token.id);
    const { secret: next } = await identity.tokens.rotate(ada, token.id, 3600);
    assert.deepEqual([await found(secret), await found(next)], [token.id, token.id]);
    identity.clock.pass(3600 * 1000);
    await assert.rejects(found(secret), { code: 'token-unknown' });
    const bob = await person(identity, 'bob');
    const foreign = identity.tokens.getBySecret(bob, next);
    await assert.rejects(foreign, { code: 'token-unknown' });
  });

  it('handle only those that reach no further than themselves', async () => {
    const narrow = tokenFields({ scopes: ['unikernels:read', 'tokens:write'], names: ['web-*'] });
    const { secret } = await identity.tokens.create(ada, narrow);
    const ci = await bearer(identity, secret);
    const wide = await identity.tokens.create(ada, tokenFields());
    const { tokens } = identity;
    const missing = { code: 'scope-missing' };
    await assert.rejects(tokens.create(ci, tokenFields({ names: ['web-*'] })), missing);
    await assert.rejects(tokens.change(ci, wide.token.id, { name: 'x' }), missing);
    await assert.rejects(tokens.change(ci, wide.token.id, narrow), missing);
    await assert.rejects(tokens.revoke(ci, wide.token.id), missing);
    const own = tokens.change(ci, ci.credential.id, { names: null });
    await assert.rejects(own, { code: 'name-not-allowed' });
    const made = await tokens.create(ci, { ...narrow, names: ['web-1'] });
    await tokens.change(ci, made.token.id, { names: ['web-2*'] });
    await tokens.revoke(ci, made.token.id);
    assert.equal((await tokens.get(ada.account.id, wide.token.id)).name, 'ci');
  });

  it('of another account do not exist', async () => {
    const { token } = await identity.tokens.create(ada, tokenFields());
    const bob = await person(identity, 'bob');
    const unknown = { code: 'token-unknown' };
    await assert.rejects(identity.tokens.get(bob.account.id, token.id), unknown);
    await assert.rejects(identity.tokens.change(bob, token.id, { name: 'mine' }), unknown);
    await assert.rejects(identity.tokens.revoke(bob, token.id), unknown);
  });

  it('count their uses exactly, over flushes and a restart', async () => {
    const { token, secret } = await identity.tokens.create(ada, tokenFields());
    const use = async (who: Pick<IdentityFixture, 'authenticator'>, times: number) => {
      for (let n = 0; n < times; n += 1) {
        const request = from(`192.0.2.${n}`, { 'user-agent': `agent ${n}` });
        await who.authenticator.verify({ kind: 'token', secret }, request);
      }
    };
    await Promise.all([use(identity, 150), identity.uses.flush(), use(identity, 100)]);
    await Promise.all([identity.uses.flush(), use(identity, 50), identity.uses.flush()]);
    await identity.uses.stop();
    const started = identity.restart();
    await use(started, 200);
    const counted = await started.tokens.get(ada.account.id, token.id);
    assert.equal(counted.uses, 500);
    assert.equal(counted.lastUsedAddress, '192.0.2.199');
    assert.equal(counted.lastUsedAgent, 'agent 199');
    assert.deepEqual(counted.lastUsedAt, identity.clock.tell());
  });
});
