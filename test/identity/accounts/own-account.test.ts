import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { EmailLink } from '../../../src/identity/accounts/addresses/entity.ts';
import { PasswordReset } from '../../../src/identity/accounts/resets/entity.ts';
import {
  from,
  type IdentityFixture,
  makeIdentity,
  password,
  person,
  signIn,
} from './identity-fixture.ts';

const currentPassword = password;

describe('a change to one’s own account', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  afterEach(() => identity.database.close());

  const change = (wanted: Parameters<IdentityFixture['ownAccount']['change']>[1]) =>
    identity.ownAccount.change(ada, wanted, '192.0.2.1');
  const em = () => identity.database.em();
  const expiresAt = new Date('2026-11-23T12:00:00Z');
  const links = async () => [await em().count(PasswordReset), await em().count(EmailLink)];
  const makeLinks = async (email: string) => {
    const { id: accountId } = ada.account;
    await em().insert(PasswordReset, { accountId, secretHash: 'a', expiresAt });
    await em().insert(EmailLink, { accountId, email, secretHash: 'b', expiresAt });
  };

  it('does nothing, and needs no password, if nothing is to change', async () => {
    const transaction = mock.method(identity.database, 'transaction');
    const before = await identity.ownAccount.get(ada);
    assert.deepEqual(await change({}), before);
    // Its present address is no change.
    assert.deepEqual(await change({ email: before.email, currentPassword }), before);
    assert.equal(transaction.mock.callCount(), 0);
    transaction.mock.restore();
  });

  it('sets an address that is not confirmed yet, from the next request on', async () => {
    await em().execute('update accounts set email_verified_at = 1');
    const { email, emailVerifiedAt } = await change({ email: 'a@example.org', currentPassword });
    assert.deepEqual([email, emailVerifiedAt ?? null], ['a@example.org', null]);
    const secret = await signInAs('a@example.org');
    const { account } = await verify(secret);
    assert.equal(account.email, 'a@example.org');
  });

  const verify = async (secret: string) =>
    await identity.authenticator.verify({ kind: 'session', secret }, from('192.0.2.1'));
  const signInAs = async (email: string, used = password) => {
    const visitor = { address: '192.0.2.1', userAgent: null };
    return (await identity.signIn.signIn({ email, password: used, ...visitor })).secret;
  };

  it('sets and removes the key for images, and closes no session', async () => {
    await makeLinks('new@example.org');
    const other = await signIn(identity, 'ada');
    assert.equal((await change({ signingKey: 'RWQ', currentPassword })).signingKey, 'RWQ');
    const none = await change({ signingKey: null, currentPassword });
    assert.equal(none.signingKey ?? null, null);
    assert.equal((await verify(other)).account.id, ada.account.id);
    assert.deepEqual(await links(), [1, 1]);
  });

  it('sets the password, which closes all other sessions, and ends links to set it', async () => {
    await makeLinks('new@example.org');
    const other = await signIn(identity, 'ada');
    await verify(other); // is cached from now on
    await change({ password: 'another one', currentPassword });
    await assert.rejects(verify(other), { code: 'credential-invalid' });
    const open = await identity.sessions.list(ada.account.id);
    assert.deepEqual(
      open.map(({ id }) => id),
      [ada.credential.id],
    );
    assert.deepEqual(await links(), [0, 0]);
    await signInAs('ada@example.org', 'another one');
    // A link that confirms its present address stays valid.
    await makeLinks('ada@example.org');
    await change({ password, currentPassword: 'another one' });
    assert.deepEqual(await links(), [0, 1]);
  });

  it('succeeds once of two at the same time, since the other gave the former password', async () => {
    const outcomes = await Promise.allSettled([
      change({ password: 'one of two', currentPassword }),
      change({ password: 'two of two', currentPassword }),
    ]);
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    assert.deepEqual(
      refused.map(({ code, detail }) => [code, detail]),
      [['password-wrong', 'The current password is wrong.']],
    );
  });

  it('fails if the database does', async () => {
    const failing = mock.method(identity.database, 'transaction', () => {
      throw new Error('disk full');
    });
    await assert.rejects(change({ signingKey: 'RWQ', currentPassword }), { message: 'disk full' });
    failing.mock.restore();
  });
});
