import assert from 'node:assert/strict';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import {
  approver,
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  setupCode,
  signUpRequest,
} from './identity-fixture.ts';

describe('signing up', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  const signUpFrom = (address: string, name: string) =>
    identity.signUp.signUp(signUpRequest(name, address));

  it('makes the first account active and administrator, and the second wait', async () => {
    const { account: first } = await identity.signUp.signUp(signUpRequest('ada'));
    assert.deepEqual([first.active, first.admin], [true, true]);
    const { account: second } = await identity.signUp.signUp(signUpRequest('bob'));
    assert.deepEqual([second.active, second.admin, second.approvedAt], [false, false, null]);
  });

  it('gives each account a token to begin with, which may read for three months', async () => {
    const { account, firstToken } = await identity.signUp.signUp(signUpRequest('ada'));
    const { token, secret } = firstToken;
    assert.deepEqual([token.name, token.accountId], ['default', account.id]);
    assert.ok(token.scopes.every((scope) => scope.endsWith(':read')));
    assert.deepEqual(token.expiresAt, new Date('2027-02-22T12:00:00Z'));
    const { credential } = await bearer(identity, secret);
    assert.equal(credential.id, token.id);
    assert.equal((await identity.tokens.list(account.id)).length, 1);
    const waiting = (await identity.signUp.signUp(signUpRequest('bob'))).firstToken;
    await assert.rejects(bearer(identity, waiting.secret), { code: 'credential-suspended' });
  });

  it('makes exactly one administrator when many are first at once', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `racer-${n}`);
    const made = await Promise.all(
      names.map((name) => identity.signUp.signUp(signUpRequest(name))),
    );
    assert.equal(made.filter(({ account }) => account.admin).length, 1);
    assert.equal(await identity.database.em().count(Account), 12);
    assert.equal(await identity.database.em().count(Account, { admin: true, active: true }), 1);
  });

  it('lets nobody else be first than the machine itself, or who has the code', async () => {
    const stranger = { ...signUpRequest('eve'), local: false };
    await assert.rejects(identity.signUp.signUp(stranger), { code: 'sign-up-closed' });
    const guess = { ...stranger, code: `${setupCode}!` };
    await assert.rejects(identity.signUp.signUp(guess), { code: 'sign-up-closed' });
    assert.equal(await identity.signUp.isUnclaimed(), true);
    const { account } = await identity.signUp.signUp({ ...stranger, code: setupCode });
    assert.equal(account.admin, true);
    assert.equal(await identity.signUp.isUnclaimed(), false);
  });

  it('gives a name and an address once, also to those who ask at once', async () => {
    await person(identity, 'ada');
    const request = signUpRequest('bob');
    const results = await Promise.allSettled([
      identity.signUp.signUp(request),
      identity.signUp.signUp(request),
      identity.signUp.signUp({ ...request, email: 'other@example.org' }),
      identity.signUp.signUp({ ...signUpRequest('bobby'), email: request.email }),
    ]);
    const failures = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    assert.ok(failures.every(({ code }) => code === 'name-taken'));
    const bobs = { $or: [{ name: request.name }, { email: request.email }] };
    const stored = await identity.database.em().find(Account, bobs);
    assert.equal(new Set(stored.map(({ name }) => name)).size, stored.length);
    assert.equal(new Set(stored.map(({ email }) => email)).size, stored.length);
    assert.equal(stored.length, 4 - failures.length);
  });

  it('lets at most 100 wait', async () => {
    await person(identity, 'ada');
    for (let n = 0; n < 100; n += 1) await signUpFrom(`10.0.0.${n}`, `waiting-${n}`);
    await assert.rejects(signUpFrom('10.0.1.1', 'late'), { code: 'limit-reached' });
  });

  for (const [what, addressOf] of [
    ['one address', () => '192.0.2.7'],
    ['one IPv6 network', (n: number) => `2001:db8:7:${n.toString(16)}::1`],
  ] as const) {
    it(`lets 20 wait at most that come from ${what}, so that others find a place`, async () => {
      await person(identity, 'ada');
      const made = [];
      for (let n = 0; n < 20; n += 1) made.push(await signUpFrom(addressOf(n), `one-${n}`));
      identity.clock.passDays(1);
      await assert.rejects(signUpFrom(addressOf(20), 'one-20'), { code: 'limit-reached' });
      await signUpFrom('192.0.2.8', 'another');
      const [first] = made;
      await identity.users.change(approver, first?.account.id ?? '', { active: true });
      await signUpFrom(addressOf(21), 'one-21');
    });
  }

  it('is tried 30 times an hour from one address, whatever comes of it', async () => {
    const guess = (n: number, address = '192.0.2.7') =>
      identity.signUp.signUp({ ...signUpRequest('eve', address), local: false, code: `${n}` });
    for (let n = 0; n < 30; n += 1) await assert.rejects(guess(n), { code: 'sign-up-closed' });
    await assert.rejects(guess(30), ({ code, headers }) => {
      assert.deepEqual([code, headers], ['too-many-requests', { 'Retry-After': '3600' }]);
      return true;
    });
    await assert.rejects(guess(30, '192.0.2.8'), { code: 'sign-up-closed' });
    identity.clock.pass(3600_000);
    await assert.rejects(guess(31), { code: 'sign-up-closed' });
  });

  it('forgets who has waited for 14 days, and frees the name', async () => {
    await person(identity, 'ada');
    const { account: bob } = await identity.signUp.signUp(signUpRequest('bob'));
    identity.clock.passDays(14);
    const again = await identity.signUp.signUp(signUpRequest('bob'));
    assert.notEqual(again.account.id, bob.id);
    assert.equal(await identity.database.em().count(Token, { accountId: bob.id }), 0);
    assert.equal((await identity.users.list()).length, 2);
  });

  it('is for the first alone where it is closed', async () => {
    const closed = await makeIdentity({ open: false });
    try {
      await closed.signUp.signUp(signUpRequest('ada'));
      const second = closed.signUp.signUp(signUpRequest('bob'));
      await assert.rejects(second, { code: 'sign-up-closed' });
    } finally {
      await closed.database.close();
    }
  });
});
