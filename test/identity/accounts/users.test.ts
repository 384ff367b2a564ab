import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import {
  approver,
  bearer,
  from,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
  signUpRequest,
  tokenFields,
} from './identity-fixture.ts';

describe('what administrators do with accounts', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  it('never leaves the server without an active administrator', async () => {
    const { id } = (await person(identity, 'ada')).account;
    const last = { code: 'last-administrator' };
    await assert.rejects(identity.users.change(approver, id, { admin: false }), last);
    await assert.rejects(identity.users.change(approver, id, { active: false }), last);
    await assert.rejects(identity.users.remove(id), last);
    const bob = (await person(identity, 'bob')).account;
    await identity.users.change(approver, bob.id, { admin: true });
    const demotions = [id, bob.id].map((each) =>
      identity.users.change(approver, each, { admin: false }),
    );
    const outcomes = await Promise.allSettled(demotions);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const admins = (await identity.users.list()).filter(({ admin }) => admin);
    assert.equal(admins.length, 1);
  });

  it('refuses a suspended account’s tokens and sessions at once, with the reason, until it is active', async () => {
    await person(identity, 'ada');
    const bob = await person(identity, 'bob');
    const { secret } = await identity.tokens.create(bob, tokenFields());
    const cookie = await signIn(identity, 'bob');
    await bearer(identity, secret);
    const suspended = { active: false, reason: 'Unpaid' };
    await identity.users.change(approver, bob.account.id, suspended);
    const detail = 'An administrator has suspended the account: Unpaid.';
    await assert.rejects(bearer(identity, secret), { code: 'credential-suspended', detail });
    await assert.rejects(signIn(identity, 'bob'), { code: 'account-inactive', detail });
    const session = async () =>
      identity.authenticator.verify({ kind: 'session', secret: cookie }, from('192.0.2.1'));
    await assert.rejects(session(), { code: 'credential-invalid' });
    await identity.users.change(approver, bob.account.id, { active: true });
    assert.equal((await bearer(identity, secret)).account.name, 'bob');
  });

  it('deletes an account with its tokens, and never gives its name away', async () => {
    const ada = await person(identity, 'ada');
    const bob = await person(identity, 'bob');
    const { secret } = await identity.tokens.create(bob, tokenFields());
    await bearer(identity, secret);
    await identity.users.remove(bob.account.id);
    await assert.rejects(bearer(identity, secret), { code: 'credential-revoked' });
    const again = identity.signUp.signUp(signUpRequest('bob'));
    await assert.rejects(again, { code: 'name-taken' });
    const { name } = bob.account;
    assert.deepEqual(await identity.domains.of(ada, name), { name, accountId: bob.account.id });
    const { account: other } = await identity.signUp.signUp({
      ...signUpRequest('bob2'),
      email: bob.account.email,
    });
    assert.equal(other.email, 'bob@example.org');
  });

  it('frees the name of an account that was never approved', async () => {
    await person(identity, 'ada');
    const { id } = (await identity.signUp.signUp(signUpRequest('bob'))).account;
    await identity.users.remove(id);
    await assert.rejects(identity.users.get(id), { code: 'account-unknown' });
    assert.equal((await identity.signUp.signUp(signUpRequest('bob'))).account.name, 'bob');
  });

  it('lets an administrator act in any domain, and others in their own', async () => {
    const ada = await person(identity, 'ada');
    const bob = await person(identity, 'bob');
    const { domains } = identity;
    assert.equal((await domains.of(ada, null)).name, 'ada');
    assert.equal((await domains.of(bob, bob.account.name)).name, 'bob');
    await assert.rejects(domains.of(bob, ada.account.name), { code: 'admin-only' });
    const { secret } = await identity.tokens.create(ada, tokenFields());
    const token = await bearer(identity, secret);
    await assert.rejects(domains.of(token, bob.account.name), { code: 'scope-missing' });
    await identity.users.remove(bob.account.id);
    const leftOver = await domains.of(ada, bob.account.name);
    assert.deepEqual(leftOver, { name: 'bob', accountId: bob.account.id });
    await assert.rejects(domains.of(ada, parseLabel('nobody')), { code: 'account-unknown' });
  });

  it('revokes another account’s token for an administrator', async () => {
    await person(identity, 'ada');
    const bob = await person(identity, 'bob');
    const { token, secret } = await identity.tokens.create(bob, tokenFields());
    await identity.tokens.revokeOf(approver, bob.account.id, token.id);
    await assert.rejects(bearer(identity, secret), { code: 'credential-revoked' });
    const again = identity.tokens.revokeOf(approver, bob.account.id, token.id);
    await assert.rejects(again, { code: 'token-unknown' });
  });
});
