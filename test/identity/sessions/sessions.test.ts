import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { closeSessions } from '../../../src/identity/sessions/close-sessions.ts';
import { Session } from '../../../src/identity/sessions/entity.ts';
import {
  from,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
} from '../accounts/identity-fixture.ts';

const visitor = { address: '192.0.2.1', userAgent: null };

describe('the sessions of an account', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let bob: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    identity.clock.pass(1000);
    bob = await person(identity, 'bob');
  });
  afterEach(() => identity.database.close());

  const verify = (secret: string) =>
    identity.authenticator.verify({ kind: 'session', secret }, from('192.0.2.1'));
  const idsOf = async ({ account: { id: accountId } }: Actor) => {
    const open = await identity.database.em().find(Session, { accountId });
    return open.map(({ id }) => id).toSorted();
  };
  const accountOf = ({ account: { id } }: Actor) =>
    identity.database.em().findOneOrFail(Account, { id });
  const closed = { code: 'credential-invalid' };

  it('are opened for clients that do not name themselves, and say when', async () => {
    const { lastSignInAt } = await accountOf(bob);
    identity.clock.pass(1000);
    await identity.sessions.open(await accountOf(ada), visitor);
    const [newest] = await identity.sessions.list(ada.account.id);
    const now = identity.clock.tell();
    assert.partialDeepStrictEqual(newest, { ...visitor, createdAt: now, lastSeenAt: now });
    assert.deepEqual((await accountOf(ada)).lastSignInAt, now);
    assert.deepEqual((await accountOf(bob)).lastSignInAt, lastSignInAt);
  });

  it('are not opened for an account that has changed since its password was checked', async () => {
    const changed = {
      ...{ code: 'sign-in-refused', detail: 'The account has changed just now. Try again.' },
    };
    for (const change of [{ passwordHash: 'another' }, { active: false }]) {
      const known = await accountOf(bob);
      const { id } = known;
      await identity.database.em().nativeUpdate(Account, { id }, change);
      await assert.rejects(identity.sessions.open(known, visitor), changed);
    }
    assert.equal((await idsOf(bob)).length, 1);
  });

  it('are at most a hundred: the oldest one makes room', async () => {
    const seconds = (count: number) => new Date(identity.clock.tell().getTime() + count * 1000);
    const { id: accountId } = ada.account;
    const oldest = await signIn(identity, 'ada');
    const oldestId = (await verify(oldest)).credential.id;
    await identity.sessions.close(accountId, ada.credential.id);
    await verify(oldest); // is cached from now on
    const rows = Array.from({ length: 98 }, (_, index) => ({
      ...{ id: randomUUID(), accountId, secretHash: `hash ${index}`, ...visitor },
      ...{ createdAt: seconds(1 + index), lastSeenAt: seconds(1 + index) },
    }));
    await identity.database.em().insertMany(Session, rows);
    identity.clock.pass(100_000);
    const account = await accountOf(ada);
    await identity.sessions.open(account, visitor);
    assert.equal((await idsOf(ada)).length, 100);
    const known = verify(oldest);
    assert.ok('credential' in known, 'nothing was forgotten');
    await identity.sessions.open(account, visitor);
    assert.equal((await idsOf(ada)).length, 100);
    assert.ok(!(await idsOf(ada)).includes(oldestId));
    await assert.rejects(async () => await verify(oldest), closed);
    assert.deepEqual(await idsOf(bob), [bob.credential.id]);
  });

  it('are closed at once, all but one', async () => {
    const { id } = ada.account;
    const [mine, other] = [await signIn(identity, 'ada'), await signIn(identity, 'ada')];
    const kept = (await verify(mine)).credential.id;
    await verify(other);
    await identity.sessions.closeOthers(id, kept);
    assert.deepEqual(await idsOf(ada), [kept]);
    assert.equal((await verify(mine)).credential.id, kept);
    await assert.rejects(async () => await verify(other), closed);
    assert.deepEqual(await idsOf(bob), [bob.credential.id]);
  });

  // Equivalent: src/identity/sessions/close-sessions.ts, `const but = exceptId === undefined ? …` → `const
  // but = false ? …`: no session has no id.
  it('are closed by changes to an account, all of them or all but one', async () => {
    const { id } = ada.account;
    const kept = (await verify(await signIn(identity, 'ada'))).credential.id;
    const em = identity.database.em();
    await closeSessions(em, id, kept);
    assert.deepEqual(await idsOf(ada), [kept]);
    await closeSessions(em, id);
    assert.deepEqual(await idsOf(ada), []);
    assert.deepEqual(await idsOf(bob), [bob.credential.id]);
  });
});
