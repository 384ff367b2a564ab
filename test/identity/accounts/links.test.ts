import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { QueuedMail } from '../../../src/database/mails/entity.ts';
import { Outbox } from '../../../src/database/mails/outbox.ts';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { EmailLink } from '../../../src/identity/accounts/addresses/entity.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { PasswordReset } from '../../../src/identity/accounts/resets/entity.ts';
import {
  from,
  type IdentityFixture,
  makeIdentity,
  password,
  person,
  serverAddress,
  signIn,
  signUpRequest,
} from './identity-fixture.ts';

const hour = 3_600_000;
const worn = 'The link was used or is too old. Ask for another one.';

describe('the links that people are sent', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity({ mail: true });
    ada = await person(identity, 'ada');
  });
  afterEach(() => identity.database.close());

  const em = () => identity.database.em();
  const later = (milliseconds: number) => new Date(identity.clock.tell().getTime() + milliseconds);
  const verify = async (secret: string) =>
    await identity.authenticator.verify({ kind: 'session', secret }, from('192.0.2.1'));
  /** The recipient of the only mail that waits, and the secret in it. */
  const mailed = async () => {
    const [mail = assert.fail(), ...more] = await identity.mails();
    assert.deepEqual(more, []);
    return { to: mail.to, secret: /#(\S+)/.exec(mail.text)?.[1] ?? '' };
  };
  const changeTo = (email: string) =>
    identity.ownAccount.change(ada, { email, currentPassword: password }, '192.0.2.1');

  it('confirm an address for three days, for which their mail is valid, too', async () => {
    await changeTo('new@example.org');
    const good = later(72 * hour);
    assert.deepEqual(
      (await em().findAll(QueuedMail)).map(({ givenUpAt }) => givenUpAt),
      [good],
    );
    const { to, secret } = await mailed();
    assert.equal(to, 'new@example.org');
    identity.clock.pass(72 * hour - 1);
    const { emailVerifiedAt } = await identity.verification.redeem(secret);
    assert.deepEqual(emailVerifiedAt, identity.clock.tell());
    const refused = { code: 'verification-refused', detail: worn };
    await assert.rejects(identity.verification.redeem(secret), refused);
    await identity.mails();
    await changeTo('newer@example.org');
    const late = await mailed();
    identity.clock.pass(72 * hour);
    await assert.rejects(identity.verification.redeem(late.secret), refused);
  });

  it('change an address from the next request on, and end links sent to the former one', async () => {
    const session = await signIn(identity, 'ada');
    await verify(session); // is cached from now on
    await changeTo('new@example.org');
    const { secret } = await mailed();
    await identity.resets.offer('ada');
    await identity.verification.redeem(secret);
    assert.equal((await verify(session)).account.email, 'new@example.org');
    assert.equal(await em().count(PasswordReset), 0);
  });

  it('do not confirm an address that another account has by now', async () => {
    await changeTo('bob@example.org');
    const { secret } = await mailed();
    const { id } = ada.account;
    await em().insert(Account, {
      ...{ id: id.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), name: parseLabel('bob') },
      ...{ email: 'bob@example.org', passwordHash: '', active: true, admin: false },
      createdAt: identity.clock.tell(),
    });
    const redeemed = identity.verification.redeem(secret);
    await assert.rejects(redeemed, { code: 'verification-refused', detail: worn });
  });

  it('are deleted after they have expired, when the next one is made', async () => {
    await changeTo('new@example.org');
    await identity.resets.offer('ada');
    const { account: bob } = await identity.signUp.signUp(signUpRequest('bob'));
    const left = async () => [await em().count(EmailLink), await em().count(PasswordReset)];
    assert.deepEqual(await left(), [2, 1]);
    identity.clock.pass(72 * hour);
    await em().nativeUpdate(Account, { id: bob.id }, { active: true });
    await identity.resets.offer('bob');
    await identity.signUp.signUp({ ...signUpRequest('eve') });
    assert.deepEqual(await left(), [1, 1]);
  });

  it('set a password for a day, or for an hour if they are mailed', async () => {
    assert.deepEqual((await identity.resets.offer('ada')).expiresAt, later(24 * hour));
    await identity.resetRequests.request(' ADA@example.org ', '192.0.2.1');
    await identity.resetRequests.close();
    const [mail] = await em().findAll(QueuedMail);
    const [link] = await em().findAll(PasswordReset);
    assert.deepEqual([mail?.givenUpAt, link?.expiresAt], [later(hour), later(hour)]);
    const { secret } = await mailed();
    const session = await signIn(identity, 'ada');
    await verify(session);
    await identity.resets.redeem(secret, 'another one');
    await assert.rejects(verify(session), { code: 'credential-invalid' });
    assert.equal(await em().count(PasswordReset), 0);
  });

  it('are not mailed to suspended accounts', async () => {
    await em().nativeUpdate(Account, { id: ada.account.id }, { active: false });
    const outbox = new Outbox(createSecretBox([Buffer.alloc(32)]), identity.clock.tell);
    await identity.resets.mail({ serverAddress, outbox }, ada.account.id);
    for (const login of ['ada', 'ada@example.org']) {
      await identity.resetRequests.request(login, '192.0.2.1');
    }
    assert.deepEqual(await identity.mails(), []);
  });

  it('are handled one after the other, while at most 200 wait', async () => {
    const ask = (index: number) =>
      identity.resetRequests.request('nobody', `192.0.2.${index % 250}`);
    const asked = await Promise.allSettled(Array.from({ length: 210 }, (_, index) => ask(index)));
    const refused = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    const [first] = refused;
    assert.ok(refused.length > 0 && refused.length < 10);
    assert.deepEqual(
      [first.code, first.detail, first.headers],
      ['too-many-requests', 'Too many people ask for links.', { 'Retry-After': '30' }],
    );
    await identity.resetRequests.close();
    await ask(1);
  });

  it('tell the 20 oldest administrators of an account that waits for approval', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => ({
      ...{ id: crypto.randomUUID(), name: parseLabel(`a-${index}`), passwordHash: '' },
      ...{ email: `a-${index}@example.org`, active: index !== 0, admin: index !== 1 },
      createdAt: later(index),
    }));
    await em().insertMany(Account, rows);
    const bob = (await identity.signUp.signUp(signUpRequest('bob'))).account;
    const { secret } = await mailed();
    await identity.verification.redeem(secret);
    const told = (await identity.mails()).map(({ to }) => to);
    const expected = rows.slice(2, 21).map(({ email }) => email);
    assert.deepEqual(told.toSorted(), ['ada@example.org', ...expected].toSorted());
    assert.equal(bob.active, false);
  });
});
