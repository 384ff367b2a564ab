import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { EmailLink } from '../../../src/identity/accounts/addresses/entity.ts';
import { emailLinksOfAccounts } from '../../../src/identity/accounts/addresses/links-of-accounts.ts';
import type { AccountBelongings } from '../../../src/identity/accounts/belongings.ts';
import { Account, Domain } from '../../../src/identity/accounts/entity.ts';
import { Holdings } from '../../../src/identity/accounts/holdings.ts';
import { Users } from '../../../src/identity/accounts/users.ts';
import { CredentialCache } from '../../../src/identity/credentials/cache.ts';
import { closeSessions } from '../../../src/identity/sessions/close-sessions.ts';
import {
  approver,
  type IdentityFixture,
  makeIdentity,
  person,
  signUpRequest,
} from './identity-fixture.ts';

describe('what other rooms keep for an account', () => {
  let identity: IdentityFixture;
  let users: Users;
  let told: string[];
  beforeEach(async () => {
    identity = await makeIdentity();
    await person(identity, 'ada');
    told = [];
    users = new Users({
      ...{ database: identity.database, clock: identity.clock.tell, resets: identity.resets },
      ...{ cache: new CredentialCache(), mailing: null, closeSessions },
      belongings: [{}, telling],
    });
  });
  afterEach(() => identity.database.close());

  const em = () => identity.database.em();
  const at = () => identity.clock.tell().toISOString();
  const telling: AccountBelongings = {
    begin: async (_em, { name }, now) => void told.push(`begin ${name} ${now.toISOString()}`),
    followUp: async (within, id) => {
      const { name } = await within.findOneOrFail(Account, { id });
      told.push(`note ${name}`);
      return async () => {
        told.push(`follow up ${name}, ${await em().count(Account, { id })} left`);
      };
    },
    end: async (_em, _id, now) => void told.push(`end ${now.toISOString()}`),
    count: async (_em, { name }) => ({ secrets: name.length }),
    forget: async (within, ids) => {
      const accounts = await within.find(Account, { id: [...ids] });
      told.push(`forget ${accounts.map(({ name }) => name)}`);
    },
  };
  const signUp = async (name: string) =>
    (await identity.signUp.signUp(signUpRequest(name))).account.id;

  it('begins once, when it is approved', async () => {
    const id = await signUp('bob');
    await users.change(approver, id, { admin: true });
    assert.deepEqual(told, []);
    await users.change(approver, id, { active: true });
    const begun = [`begin bob ${at()}`];
    identity.clock.pass(1000);
    await users.change(approver, id, { active: false });
    await users.change(approver, id, { active: true });
    assert.deepEqual(told, begun);
  });

  it('ends with the account, and outside the database once the removal is certain', async () => {
    const id = await signUp('bob');
    await users.remove(id);
    assert.deepEqual(told, ['note bob', `end ${at()}`, 'follow up bob, 0 left']);
  });

  it('stays if the account is not removed after all', async () => {
    const [ada] = await users.list();
    await assert.rejects(users.remove(`${ada?.id}`), { code: 'last-administrator' });
    assert.deepEqual(told, ['note ada', `end ${at()}`]);
  });

  it('is deleted with accounts that have waited for 14 days, whose names are free again', async () => {
    await signUp('bob');
    identity.clock.pass(1);
    await signUp('eve');
    identity.clock.passDays(14);
    identity.clock.pass(-1);
    await users.purge();
    assert.deepEqual(told, ['forget bob']);
    const names = (await em().findAll(Domain)).map(({ name }) => name);
    assert.deepEqual(names.toSorted(), ['ada', 'eve']);
    assert.deepEqual(
      (await users.list()).map(({ name }) => name),
      ['ada', 'eve'],
    );
  });

  it('is counted by kind', async () => {
    const other = { count: async () => ({ tokens: 3 }) };
    const { database } = identity;
    const holdings = new Holdings({ database, belongings: [{}, telling, other] });
    const [ada] = await users.list();
    assert.deepEqual(await holdings.of(ada ?? assert.fail()), { secrets: 3, tokens: 3 });
  });

  it('includes the links that confirm addresses', async () => {
    const expiresAt = identity.clock.tell();
    const ids = ['a', 'b', 'c'].map((each) => `00000000-0000-4000-8000-00000000000${each}`);
    for (const accountId of ids) {
      await em().insert(EmailLink, { accountId, email: '', secretHash: accountId, expiresAt });
    }
    const ofOne = { id: ids[0] ?? '', name: parseLabel('one') };
    const counted = async () => await emailLinksOfAccounts.count?.(em(), ofOne);
    assert.deepEqual(await counted(), { emailLinks: 1 });
    const left = async () => (await em().findAll(EmailLink)).map(({ accountId }) => accountId);
    const [one = '', ...others] = ids;
    await emailLinksOfAccounts.end?.(em(), one, expiresAt);
    assert.deepEqual((await left()).toSorted(), others);
    assert.deepEqual(await counted(), { emailLinks: 0 });
    await emailLinksOfAccounts.forget?.(em(), [one, ...others.slice(1)]);
    assert.deepEqual(await left(), others.slice(0, 1));
  });
});

describe('the name of an account that an administrator removes', () => {
  it('stays taken if it may be in use on hosts', async () => {
    const identity = await makeIdentity();
    await person(identity, 'ada');
    const { database, users } = identity;
    const names = async () => (await database.em().findAll(Domain)).map(({ name }) => name);
    const remove = async (name: string, change: Partial<Account>) => {
      const { account } = await identity.signUp.signUp(signUpRequest(name));
      await database.em().nativeUpdate(Account, { id: account.id }, change);
      const removed = await users.remove(name);
      assert.equal(removed.id, account.id);
    };
    await remove('approved', { approvedAt: identity.clock.tell() });
    await remove('imported', { waitsFrom: 'import' });
    await remove('waiting', {});
    assert.deepEqual((await names()).toSorted(), ['ada', 'approved', 'imported'].map(parseLabel));
    await database.close();
  });
});
