import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Account } from '../../../src/identity/accounts/entity.ts';
import { type SignInAttempt, SignInLimits } from '../../../src/limits/sign-in-limits.ts';
import {
  type IdentityFixture,
  makeIdentity,
  password,
  person,
} from '../accounts/identity-fixture.ts';

describe('an attempt to sign in', () => {
  let identity: IdentityFixture;
  const attempts: SignInAttempt[] = [];
  const answers: boolean[] = [];
  before(async () => {
    // Judges by the password alone; the test looks at what is asked of the limits.
    mock.method(
      SignInLimits.prototype,
      'judge',
      async (attempt: SignInAttempt, compare: () => Promise<boolean>) => {
        attempts.push(attempt);
        answers.push(await attempt.isAtHome());
        return await compare();
      },
    );
    identity = await makeIdentity();
    await person(identity, 'ada'); // signed in from 192.0.2.1
  });
  beforeEach(() => {
    attempts.length = 0;
    answers.length = 0;
  });
  after(async () => {
    mock.restoreAll();
    await identity.database.close();
  });

  const signIn = (name: string, address: string, devices?: readonly string[], used = password) => {
    const found: Account[] = [];
    const request = { email: `${name}@example.org`, password: used, address, userAgent: null };
    const signedIn = identity.signIn
      .signIn({ ...request, ...(devices && { devices }) }, (account) => void found.push(account))
      .then(
        ({ device }) => device,
        ({ code }) => `${code}`,
      );
    return signedIn.then((outcome) => ({ outcome, found: found.map(({ name }) => name) }));
  };

  it('is familiar at an address from which the account has signed in', async () => {
    await signIn('ada', '192.0.2.7', [], 'wrong wrong');
    await signIn('ada', '192.0.2.1', [], 'wrong wrong');
    await signIn('nobody', '192.0.2.1');
    assert.deepEqual(answers, [false, true, false]);
  });

  it('tells which account it is for, unless there is none', async () => {
    assert.deepEqual((await signIn('ada', '192.0.2.7', [], 'wrong wrong')).found, ['ada']);
    const unknown = await signIn('nobody', '192.0.2.7');
    assert.deepEqual(unknown, { outcome: 'sign-in-refused', found: [] });
  });

  // Equivalent: src/identity/sessions/sign-in.ts, `{ email, password, devices: presented = [], …` → `{
  // email, password, devices: presented = ["Stryker was here"], …`: neither was given by us.
  // Equivalent: src/identity/sessions/sign-in.ts, `return matches && account !== null && …` → `return
  // matches && true && …`: nothing matches the password of no account.
  it('is recognized by what an earlier one gave the browser', async () => {
    const { outcome: device } = await signIn('ada', '192.0.2.7');
    await signIn('ada', '192.0.2.7', [device]);
    await signIn('nobody', '192.0.2.7', [device]);
    const [first, again, other] = attempts.map((attempt) => attempt.device);
    assert.match(`${again}`, /^[\w-]{22}$/);
    assert.deepEqual([first, other], [null, null]);
  });
});
