import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import {
  approver,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
  signUpRequest,
} from './identity-fixture.ts';

describe('an administrator whom whoever runs the server makes', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  const create = (name: string, email = `${name}@example.org`) =>
    identity.administrators.create({ name: parseLabel(name), email });

  it('is active at once, with a password that nobody knows', async () => {
    const ada = await create('ada');
    const now = identity.clock.tell();
    assert.partialDeepStrictEqual(ada, {
      ...{ name: 'ada', email: 'ada@example.org', active: true, admin: true, first: true },
      ...{ createdAt: now, approvedAt: now, waitsFrom: null },
    });
    await assert.rejects(signIn(identity, 'ada'), { code: 'sign-in-refused' });
    const bob = await create('bob');
    assert.equal(bob.first, null);
    assert.notEqual(bob.passwordHash, ada.passwordHash);
  });

  it('has a name and an address that nobody has or had', async () => {
    await create('ada');
    const taken = {
      code: 'name-taken',
      detail: 'An account has or had this name or this e-mail address.',
      errors: [
        { path: 'name', message: 'An account has or had this name or this e-mail address.' },
      ],
    };
    await assert.rejects(create('ada', 'another@example.org'), taken);
    await assert.rejects(create('countess', 'ada@example.org'), taken);
    assert.equal(await identity.database.em().count(Account), 1);
  });

  it('is made by nothing that fails for another reason', async () => {
    const { database } = identity;
    const { transaction } = database;
    Object.assign(database, { transaction: () => Promise.reject(new Error('disk full')) });
    await assert.rejects(create('ada'), { message: 'disk full' });
    Object.assign(database, { transaction });
  });
});

describe('the domains of accounts', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  it('are of those that may do something, or were approved', async () => {
    await person(identity, 'ada');
    const bob = await person(identity, 'bob');
    await identity.signUp.signUp(signUpRequest('eve'));
    await identity.users.change(approver, bob.account.id, { active: false });
    const { domains } = identity;
    assert.deepEqual([...(await domains.ofActive())], ['ada']);
    assert.deepEqual([...(await domains.ofAccounts())].toSorted(), ['ada', 'bob']);
    assert.equal(await domains.activeOf(bob.account.name), null);
    assert.equal(await domains.activeOf(parseLabel('nobody')), null);
    const ada = await domains.activeOf(parseLabel('ada'));
    assert.partialDeepStrictEqual(ada, { name: 'ada', email: 'ada@example.org', admin: true });
    assert.deepEqual(Object.keys(ada ?? {}), ['id', 'name', 'email', 'admin']);
  });

  it('have a key that images are signed with, where their accounts have one', async () => {
    await person(identity, 'ada');
    const { domains, database } = identity;
    const name = parseLabel('ada');
    assert.equal(await domains.signingKeyOf(name), null);
    assert.equal(await domains.signingKeyOf(parseLabel('nobody')), null);
    await database.em().nativeUpdate(Account, { name }, { signingKey: 'RWQ' });
    assert.equal(await domains.signingKeyOf(name), 'RWQ');
  });

  it('are not known where there never was one', async () => {
    const ada = await person(identity, 'ada');
    const unknown = identity.domains.of(ada, parseLabel('nobody'));
    const detail = 'No account is or was known by this.';
    await assert.rejects(unknown, { code: 'account-unknown', detail });
  });
});
