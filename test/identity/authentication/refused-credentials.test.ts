import assert from 'node:assert/strict';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { StandingActors } from '../../../src/identity/authentication/standing-actors.ts';
import { newSecret, visiblePrefix } from '../../../src/identity/credentials/secret.ts';
import {
  approver,
  from,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const minute = 60_000;

describe('a credential that is refused', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    await person(identity, 'root'); // who sets the server up is its administrator
    ada = await person(identity, 'ada');
  });
  afterEach(() => identity.database.close());

  const present = async (kind: 'token' | 'session', secret: string) =>
    await identity.authenticator.verify({ kind, secret }, from('192.0.2.1'));
  const standing = (credential: Actor['credential'], askedAt?: Date) =>
    new StandingActors(identity.database, identity.clock.tell).of(credential, askedAt);

  /** The code and the sentence, and whose it is known to be. */
  async function refusal(asked: Promise<unknown>) {
    const error = await asked.then(() => assert.fail('it was taken'), Object);
    const { code, detail, known = null } = error;
    return [code, detail, known];
  }

  const makeToken = async (fields: Parameters<typeof tokenFields>[0] = {}) => {
    const { token, secret } = await identity.tokens.create(ada, tokenFields(fields));
    const { id, name } = token;
    const known = { accountId: ada.account.id, kind: 'token', id, name };
    return { id, secret, known: { ...known, prefix: visiblePrefix(secret) } };
  };
  const suspend = (reason: string) =>
    identity.users.change(approver, ada.account.id, { active: false, reason });

  it('is no token at all, or an unknown one', async () => {
    const detail = 'This is no token of ours: it is mistyped or cut off.';
    const code = 'credential-invalid';
    assert.deepEqual(await refusal(present('token', 'fmr_')), [code, detail, null]);
    const unknown = await refusal(present('token', newSecret()));
    assert.deepEqual(unknown, [code, 'There is no such token.', null]);
  });

  it('is a token that was revoked', async () => {
    const { id, secret, known } = await makeToken();
    const { credential } = await present('token', secret);
    await identity.tokens.revoke(ada, id);
    const expected = ['credential-revoked', 'The token was revoked.', known];
    assert.deepEqual(await refusal(present('token', secret)), expected);
    assert.deepEqual(await refusal(standing(credential)), expected);
  });

  it('is a secret that was replaced, once its grace is over', async () => {
    const { id, secret, known } = await makeToken();
    const { secret: next } = await identity.tokens.rotate(ada, id, 60);
    identity.clock.pass(minute - 1);
    const { credential } = await present('token', secret);
    const replaced = { replaced: true, prefix: known.prefix };
    assert.partialDeepStrictEqual(credential, { ...replaced, expiresAt: inTime(1) });
    identity.clock.pass(1);
    assert.deepEqual(await refusal(present('token', secret)), [
      'credential-revoked',
      'The token has a new secret, in place of this one.',
      known,
    ]);
    const current = await present('token', next);
    assert.partialDeepStrictEqual(current.credential, { replaced: false, expiresAt: null });
  });

  const inTime = (milliseconds: number) => new Date(identity.clock.tell().getTime() + milliseconds);

  it('is a token that has expired, but not for what was asked before', async () => {
    const expiresAt = inTime(minute);
    const { secret, known } = await makeToken({ expiresAt });
    const { credential } = await present('token', secret);
    const askedAt = identity.clock.tell();
    identity.clock.pass(minute);
    const detail = `The token has expired on ${expiresAt.toISOString()}.`;
    const expected = ['credential-expired', detail, known];
    assert.deepEqual(await refusal(present('token', secret)), expected);
    assert.deepEqual(await refusal(standing(credential)), expected);
    assert.equal((await standing(credential, askedAt)).credential.id, credential.id);
  });

  it('is any of an account that is suspended, with the reason', async () => {
    const { secret, known } = await makeToken();
    const session = await signIn(identity, 'ada');
    const { credential } = await present('session', session);
    await suspend('Unpaid');
    const told = ['credential-suspended', 'An administrator has suspended the account: Unpaid.'];
    assert.deepEqual(await refusal(present('token', secret)), [...told, known]);
    const closed = ['credential-invalid', 'The session was closed. Sign in again.', null];
    assert.deepEqual(await refusal(standing(credential)), closed);
  });

  it('is a session that was closed', async () => {
    const secret = await signIn(identity, 'ada');
    const { credential } = await present('session', secret);
    await identity.sessions.close(ada.account.id, credential.id);
    const expected = ['credential-invalid', 'The session was closed. Sign in again.', null];
    assert.deepEqual(await refusal(present('session', secret)), expected);
    assert.deepEqual(await refusal(standing(credential)), expected);
  });

  it('is a session after a week', async () => {
    const secret = await signIn(identity, 'ada');
    identity.clock.passDays(7);
    identity.clock.pass(-1);
    const { credential } = await present('session', secret);
    identity.clock.pass(1);
    const known = { accountId: ada.account.id, kind: 'session', id: credential.id };
    assert.deepEqual(await refusal(present('session', secret)), [
      'credential-expired',
      'The session has ended. Sign in again.',
      { ...known, name: null, prefix: null },
    ]);
  });

  it('is a token at another address, and none of its uses', async () => {
    const { id, secret, known } = await makeToken({ addresses: ['198.51.100.0/24'] });
    const detail = 'The token is not for requests from 192.0.2.1.';
    // Also when it is known already.
    for (let time = 0; time < 2; time += 1) {
      const told = await refusal(present('token', secret));
      assert.deepEqual(told, ['address-not-allowed', detail, known]);
    }
    await identity.uses.flush();
    assert.equal((await identity.tokens.get(ada.account.id, id)).uses, 0);
    const there = from('198.51.100.9', { 'user-agent': 'a'.repeat(300) });
    await identity.authenticator.verify({ kind: 'token', secret }, there);
    await identity.authenticator.verify({ kind: 'token', secret }, { ...there, again: true });
    await identity.uses.flush();
    assert.partialDeepStrictEqual(await identity.tokens.get(ada.account.id, id), {
      ...{ uses: 1, lastUsedAddress: '198.51.100.9', lastUsedAgent: 'a'.repeat(256) },
    });
  });
});
