import assert from 'node:assert/strict';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { Session } from '../../../src/identity/sessions/entity.ts';
import {
  from,
  type IdentityFixture,
  makeIdentity,
  password,
  person,
  signIn,
  signUpRequest,
} from './identity-fixture.ts';

const visitor = { address: '192.0.2.9', userAgent: null };

describe('signing in', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
    await identity.signUp.signUp(signUpRequest('ada'));
  });
  afterEach(() => identity.database.close());

  const attempt = (given: string, address = visitor.address, email = 'ada@example.org') =>
    identity.signIn.signIn({ email, password: given, address, userAgent: null });
  const whoIs = async (secret: string) =>
    identity.authenticator.verify({ kind: 'session', secret }, from('192.0.2.9'));

  it('opens a session that stands for the account', async () => {
    const { secret, account } = await attempt(password);
    const actor = await whoIs(secret);
    assert.deepEqual(actor.account, {
      id: account.id,
      name: 'ada',
      email: 'ada@example.org',
      admin: true,
    });
    assert.equal(actor.credential.kind, 'session');
  });

  it('stores neither the password nor the cookie', async () => {
    const { secret } = await attempt(password);
    const em = identity.database.em();
    const stored = JSON.stringify([await em.find(Account, {}), await em.find(Session, {})]);
    assert.ok(!stored.includes(secret) && !stored.includes(password));
    assert.ok(stored.includes('$argon2id$'));
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    await assert.rejects(attempt('wrong wrong'), { code: 'sign-in-refused' });
    const unknown = attempt(password, visitor.address, 'nobody@example.org');
    await assert.rejects(unknown, { code: 'sign-in-refused' });
  });

  it('tells whoever knows the password that the account waits', async () => {
    await identity.signUp.signUp(signUpRequest('bob'));
    const bob = 'bob@example.org';
    await assert.rejects(attempt(password, visitor.address, bob), { code: 'account-inactive' });
    await assert.rejects(attempt('wrong', visitor.address, bob), { code: 'sign-in-refused' });
  });

  it('refuses to go on guessing, for a time, and holds up nobody from elsewhere', async () => {
    const guesses = Array.from({ length: 20 }, (_, n) => attempt(`guess ${n}`, '198.51.100.1'));
    const outcomes = await Promise.allSettled(guesses);
    const codes = outcomes.map((each) => (each.status === 'rejected' ? each.reason.code : ''));
    assert.equal(codes.filter((code) => code === 'sign-in-refused').length, 10);
    assert.equal(codes.filter((code) => code === 'too-many-requests').length, 10);
    await assert.rejects(attempt(password, '198.51.100.1'), ({ headers }) => {
      assert.equal(headers['Retry-After'], '900');
      return true;
    });
    await attempt(password, '198.51.100.2');
    identity.clock.pass(15 * 60 * 1000);
    await attempt(password, '198.51.100.1');
  });

  it('counts the addresses of one IPv6 network as one', async () => {
    const guesses = Array.from({ length: 11 }, (_, n) => attempt('guess', `2001:db8::${n + 1}`));
    const outcomes = await Promise.allSettled(guesses);
    const last = outcomes.at(-1);
    assert.equal(last?.status === 'rejected' && last.reason.code, 'too-many-requests');
  });

  it('ends a session after 7 days', async () => {
    const secret = await signIn(identity, 'ada');
    await whoIs(secret);
    identity.clock.passDays(7);
    await assert.rejects(whoIs(secret), { code: 'credential-expired' });
  });

  it('closes one session, or all others, at once', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => signIn(identity, 'ada')));
    assert.ok(one && two && three);
    const actor = await whoIs(one);
    const { id } = (await whoIs(two)).credential;
    await whoIs(three);
    await identity.sessions.close(actor.account.id, id);
    await assert.rejects(whoIs(two), { code: 'credential-invalid' });
    await assert.rejects(identity.sessions.close(actor.account.id, id), { code: 'not-found' });
    await identity.sessions.closeOthers(actor.account.id, actor.credential.id);
    await assert.rejects(whoIs(three), { code: 'credential-invalid' });
    const left = await identity.sessions.list(actor.account.id);
    assert.deepEqual(
      left.map((session) => session.id),
      [actor.credential.id],
    );
  });

  it('keeps at most 100 sessions, the newest', async () => {
    const { account, secret } = await attempt(password);
    for (let n = 0; n < 100; n += 1) {
      identity.clock.pass(1);
      await identity.sessions.open(account, visitor);
    }
    assert.equal((await identity.sessions.list(account.id)).length, 100);
    await assert.rejects(whoIs(secret), { code: 'credential-invalid' });
  });

  it('notes when and from where a session was last seen', async () => {
    const actor = await person(identity, 'bob');
    identity.clock.pass(1000);
    const secret = await signIn(identity, 'bob');
    identity.clock.pass(1000);
    await identity.authenticator.verify({ kind: 'session', secret }, from('192.0.2.77'));
    const [newest] = await identity.sessions.list(actor.account.id);
    assert.equal(newest?.address, '192.0.2.77');
    assert.equal(newest?.lastSeenAt.getTime(), identity.clock.tell().getTime());
  });

  it('changes the password for who knows it, and closes the other sessions', async () => {
    const actor = await whoIs(await signIn(identity, 'ada'));
    const other = await signIn(identity, 'ada');
    const { address } = visitor;
    const { ownAccount } = identity;
    const change = { password: 'another one', email: 'countess@example.org' };
    const wrong = { ...change, currentPassword: 'wrong' };
    await assert.rejects(ownAccount.change(actor, wrong, address), { code: 'password-wrong' });
    await whoIs(other);
    await attempt(password);
    await ownAccount.change(actor, { password: 'another one', currentPassword: password }, address);
    await assert.rejects(whoIs(other), { code: 'credential-invalid' });
    await assert.rejects(attempt(password), { code: 'sign-in-refused' });
    await attempt('another one');
  });

  it('opens no session for a password that has just been changed', async () => {
    const { account } = await attempt(password);
    const actor = await whoIs(await signIn(identity, 'ada'));
    const change = { password: 'another one', currentPassword: password };
    await identity.ownAccount.change(actor, change, visitor.address);
    const late = identity.sessions.open(account, visitor);
    await assert.rejects(late, { code: 'sign-in-refused' });
  });

  it('takes another address, unless somebody has it', async () => {
    const bob = await person(identity, 'bob');
    const { ownAccount } = identity;
    const change = (email: string) =>
      ownAccount.change(bob, { email, currentPassword: password }, visitor.address);
    await assert.rejects(change('ada@example.org'), { code: 'name-taken' });
    assert.equal((await change('robert@example.org')).email, 'robert@example.org');
    await attempt(password, visitor.address, 'robert@example.org');
  });
});
