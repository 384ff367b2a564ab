import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { Passwords } from '../../src/identity/accounts/passwords.ts';
import { KnownDevices } from '../../src/identity/sessions/known-devices.ts';
import { SignIn } from '../../src/identity/sessions/sign-in.ts';
import { memoryCounters } from '../../src/limits/memory-counters.ts';
import { SignInLimits } from '../../src/limits/sign-in-limits.ts';
import {
  type IdentityFixture,
  makeIdentity,
  password,
  signUpRequest,
} from '../identity/accounts/identity-fixture.ts';

const email = 'ada@example.org';

/** Addresses, counted from 1. */
function addresses(count: number, address: (n: number) => string): string[] {
  return Array.from({ length: count }, (_, n) => address(n + 1));
}

describe('an account whose password is guessed from everywhere', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
    await identity.signUp.signUp(signUpRequest('ada'));
  });
  afterEach(() => identity.database.close());

  const signIn = (address: string, given = password) =>
    identity.signIn.signIn({ email, password: given, address, userAgent: null });

  const signInAndOut = async (address: string) => {
    const { account } = await signIn(address);
    const [session] = await identity.sessions.list(account.id);
    await identity.sessions.close(account.id, session?.id ?? '');
  };

  /** Guesses so often from each address; how many of the guesses were compared. */
  const guess = async (times: number, from: readonly string[]) => {
    let compared = 0;
    for (const address of from.flatMap((each) => Array<string>(times).fill(each))) {
      const { code } = await signIn(address, 'wrong wrong').catch((error) => error);
      if (code === 'sign-in-refused') compared += 1;
      else assert.equal(code, 'too-many-requests');
    }
    return compared;
  };

  /** The first hundred guesses of the day, after which strangers are told apart, and a few more. */
  const guessEverywhere = async () =>
    assert.equal(
      await guess(
        10,
        addresses(12, (n) => `10.0.${n}.1`),
      ),
      106,
    );

  it('lets its owner in and out again, as often as they like', async () => {
    await guessEverywhere();
    for (let time = 0; time < 5; time += 1) await signInAndOut('203.0.113.9');
    for (let time = 0; time < 5; time += 1) await signInAndOut('2001:db8::9');
  });

  it('lets its owner in from the very network that others guess from', async () => {
    await guessEverywhere();
    await guess(
      5,
      addresses(30, (n) => `203.0.113.${n}`),
    );
    await signInAndOut('203.0.113.200');
    await guess(
      5,
      addresses(30, (n) => `2001:db8:1:${n}::1`),
    );
    await signInAndOut('2001:db8:1:ff00::1');
  });

  it('bears with an owner who mistypes the password, whatever others do', async () => {
    await guessEverywhere();
    for (let time = 0; time < 5; time += 1) {
      assert.equal(await guess(1, ['203.0.113.9', '203.0.113.9']), 2);
      await signInAndOut('203.0.113.9');
    }
  });

  it('gives one address no more than a few guesses a day', async () => {
    await guessEverywhere();
    assert.equal(await guess(20, ['203.0.113.9']), 3);
    identity.clock.pass(60 * 60_000);
    assert.equal(await guess(20, ['203.0.113.9']), 0);
  });

  it('counts no guess that was refused: another account is reached from there, and the day is told', async () => {
    await identity.signUp.signUp(signUpRequest('bob'));
    await guessEverywhere();
    assert.equal(await guess(110, ['203.0.113.9']), 3);
    const refused = await signIn('203.0.113.9').catch((error) => error);
    assert.ok(Number(refused.headers['Retry-After']) > 60 * 60, 'until the day is over');
    const bob = { email: 'bob@example.org', address: '203.0.113.9', userAgent: null };
    const compared = identity.signIn.signIn({ ...bob, password: 'wrong wrong' });
    await assert.rejects(compared, { code: 'sign-in-refused' });
  });
});

describe('a password that cannot be compared, since too many wait', () => {
  it('does not count as wrong', async () => {
    const identity = await makeIdentity();
    try {
      await identity.signUp.signUp(signUpRequest('ada'));
      const { database, sessions, clock } = identity;
      const devices = new KnownDevices({
        box: createSecretBox([randomBytes(32)]),
        clock: clock.tell,
      });
      const limits = new SignInLimits(memoryCounters(clock.tell));
      const passwords = new Passwords({ memory: 8, passes: 3 }, 2);
      const parts = { database, passwords, sessions, limits, devices };
      const signIn = new SignIn({ ...parts, provesAddresses: false });
      const visitor = { address: '192.0.2.1', userAgent: null };
      const attempt = () => signIn.signIn({ email, password, ...visitor });
      const others = Array.from({ length: 66 }, (_, other) =>
        passwords.matches('', null, `${other}`),
      );
      others.push(passwords.matches('', null, visitor.address)); // one each where many wait
      for (let time = 0; time < 10; time += 1) {
        await assert.rejects(attempt(), { headers: { 'Retry-After': '5' } });
      }
      await Promise.all(others);
      await attempt();
    } finally {
      await identity.database.close();
    }
  });
});
