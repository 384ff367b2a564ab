import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { whyInactive } from '../../../src/identity/accounts/suspension.ts';
import {
  approver,
  type IdentityFixture,
  makeIdentity,
  password,
  person,
  signUpRequest,
} from './identity-fixture.ts';

const taken = (path: string, message: string) => ({
  ...{ code: 'name-taken', detail: message, errors: [{ path, message }] },
});
const waitingFull = 'Too many accounts wait for approval. Try again later.';
const waitingFromOne = 'Too many accounts that came from this address wait for approval.';
const worn = 'The link was used or is too old. Ask for another one.';
const noMail = {
  ...{ code: 'mail-not-set-up', detail: 'This server sends no mails. Ask an administrator.' },
};

describe('what people are told when their account is refused', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let bob: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    bob = await person(identity, 'bob');
  });
  afterEach(() => identity.database.close());

  const signUp = (change: object) => identity.signUp.signUp({ ...signUpRequest('eve'), ...change });
  const currentPassword = password;
  const changeOwn = (change: object) => identity.ownAccount.change(bob, change, '192.0.2.1');
  /** Creates so many accounts that wait for approval; `from` gives the address that each comes from. */
  const letWait = async (count: number, from: (index: number) => string) => {
    const rows = Array.from({ length: count }, (_, index) => ({
      ...{ id: randomUUID(), name: parseLabel(`w-${index}`), email: `w-${index}@example.org` },
      ...{ passwordHash: '', active: false, admin: false, waitsFrom: from(index) },
      createdAt: identity.clock.tell(),
    }));
    await identity.database.em().insertMany(Account, rows);
  };

  const cases: Readonly<Record<string, readonly [() => Promise<unknown>, object]>> = {
    'the name is taken': [
      () => signUp({ name: bob.account.name }),
      taken('name', 'An account has or had this name; it is never given to another.'),
    ],
    'the address is taken': [
      () => signUp({ email: bob.account.email }),
      taken('email', 'There is an account with this e-mail address.'),
    ],
    'another account has the new address': [
      () => changeOwn({ email: ada.account.email, currentPassword }),
      taken('email', 'There is an account with this e-mail address.'),
    ],
    'the current password is wrong': [
      () => changeOwn({ password: 'another one', currentPassword: 'wrong wrong' }),
      { code: 'password-wrong', detail: 'The current password is wrong.' },
    ],
    'the current password is missing': [
      () => changeOwn({ signingKey: null }),
      { code: 'password-wrong', detail: 'The current password is wrong.' },
    ],
    'a link confirms no address': [
      () => identity.verification.redeem('unknown'),
      { code: 'verification-refused', detail: worn },
    ],
    'a link sets no password': [
      () => identity.resets.redeem('unknown', 'another one'),
      { code: 'reset-refused', detail: worn },
    ],
    'no link to set a password can be sent': [
      () => identity.resetRequests.request('bob', '192.0.2.1'),
      noMail,
    ],
    'no link to confirm the address can be sent': [
      () => identity.verification.request(bob),
      noMail,
    ],
    'it is the last administrator': [
      () => identity.users.change(approver, ada.account.id, { admin: false }),
      { code: 'last-administrator', detail: 'Make another account an administrator first.' },
    ],
    'a hundred accounts wait': [
      async () => {
        await letWait(100, (index) => `10.0.0.${index}`);
        await signUp({ address: '192.0.2.9' });
      },
      { code: 'limit-reached', detail: waitingFull },
    ],
    'twenty accounts from the address wait': [
      async () => {
        await letWait(20, () => '192.0.2.9');
        await signUp({ address: '192.0.2.9' });
      },
      { code: 'limit-reached', detail: waitingFromOne },
    ],
  };
  for (const [when, [act, refusal]] of Object.entries(cases)) {
    it(`is said if ${when}`, () => assert.rejects(act, refusal));
  }

  it('says why an account is not active', () => {
    const approvedAt = identity.clock.tell();
    const whyFor = (suspensionReason: string | null) =>
      whyInactive({ approvedAt, suspensionReason });
    const waits = 'The account waits until an administrator approves it.';
    assert.equal(whyInactive({ approvedAt: null, suspensionReason: 'Unpaid' }), waits);
    assert.equal(whyFor(null), 'An administrator has suspended the account.');
    assert.equal(whyFor('Unpaid'), 'An administrator has suspended the account: Unpaid.');
    for (const end of ['.', '!', '?']) {
      const why = whyFor(`Unpaid. Ask us${end}`);
      assert.equal(why, `An administrator has suspended the account: Unpaid. Ask us${end}`);
    }
  });
});

describe('what strangers who may not sign up are told', () => {
  it('is whom to ask, or what the first account needs', async () => {
    const identity = await makeIdentity({ open: false });
    try {
      const first = { ...signUpRequest('ada'), local: false };
      await assert.rejects(identity.signUp.signUp(first), {
        code: 'sign-up-closed',
        detail:
          'Creating the first account takes the code that the server prints when it starts. Without FULMAR_URL it can ' +
          'also be created from the machine itself.',
      });
      await identity.signUp.signUp(signUpRequest('ada'));
      await assert.rejects(identity.signUp.signUp(signUpRequest('bob')), {
        ...{ code: 'sign-up-closed', detail: 'Ask an administrator.' },
      });
      assert.deepEqual([identity.signUp.isOpen, identity.signUp.sendsMail], [false, false]);
    } finally {
      await identity.database.close();
    }
  });
});
