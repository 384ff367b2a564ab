import assert from 'node:assert/strict';
import { hour } from '../../src/limits/counters.ts';
import { memoryCounters } from '../../src/limits/memory-counters.ts';
import { SignInLimits } from '../../src/limits/sign-in-limits.ts';

const account = 'ada@example.org';
const refused = { code: 'too-many-requests' };

describe('the limits of signing in', () => {
  let now: Date;
  let limits: SignInLimits;
  beforeEach(() => {
    now = new Date('2026-11-22T12:00:00Z');
    limits = new SignInLimits(memoryCounters(() => now));
  });

  const attempt = (right: boolean, address: string, whose = account, atHome = false) => {
    const isAtHome = async () => atHome;
    return limits.judge({ account: whose, address, isAtHome }, async () => right);
  };
  /** How many of the guesses, all at once, are compared. */
  const guess = async (times: number, address: (n: number) => string, whose = account) => {
    const guesses = Array.from({ length: times }, (_, n) => attempt(false, address(n), whose));
    const outcomes = await Promise.allSettled(guesses);
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  };
  const guessEverywhere = () => guess(1000, (n) => `10.${n % 250}.${n % 7}.1`);

  it('allow 10 wrong passwords in a quarter of an hour, at once or one by one', async () => {
    assert.equal(await guess(30, () => '192.0.2.1'), 10);
    now = new Date(now.getTime() + 15 * 60_000);
    assert.equal(await guess(1, () => '192.0.2.1'), 1);
  });

  it('forget the wrong ones before a right one', async () => {
    for (let n = 0; n < 500; n += 1) assert.ok(await attempt(true, '192.0.2.1'));
    assert.equal(await guess(9, () => '192.0.2.1'), 9);
    assert.ok(await attempt(true, '192.0.2.1'));
    assert.equal(await guess(30, () => '192.0.2.1'), 10);
  });

  it('forget what could not be compared', async () => {
    await guessEverywhere();
    const fail = () => Promise.reject(new Error('no room'));
    const isAtHome = async () => false;
    for (const address of ['192.0.2.1', '2001:db8::1']) {
      for (let n = 0; n < 200; n += 1) {
        await assert.rejects(limits.judge({ account, address, isAtHome }, fail), /no room/);
      }
      assert.equal(await guess(10, () => address), 3);
    }
  });

  it('hold up who tries one account after another', async () => {
    const accounts = Array.from({ length: 150 }, (_, n) => attempt(false, '192.0.2.1', `${n}`));
    const outcomes = await Promise.allSettled(accounts);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 100);
  });

  it('do not hold up an address for what one account was refused there', async () => {
    for (let n = 0; n < 500; n += 1) await attempt(false, '192.0.2.1').catch(() => {});
    assert.equal(await guess(30, () => '192.0.2.1', 'bob@example.org'), 10);
  });

  it('keep little of who tries ever new accounts', async () => {
    const counters = memoryCounters(() => now, 250);
    limits = new SignInLimits(counters);
    await counters.add('token/1', hour);
    for (let n = 0; n < 1000; n += 1) await attempt(false, '192.0.2.1', `${n}`).catch(() => {});
    assert.equal((await counters.add('token/1', hour)).value, 2);
  });

  it('count the addresses of one IPv6 /64 as one', async () => {
    assert.equal(await guess(30, (n) => `2001:db8::${n + 1}`), 10);
    assert.equal(await guess(30, (n) => `2001:db8:0:1::${n + 1}`), 10);
  });

  it('leave an address three a day once an account is tried from everywhere', async () => {
    await guessEverywhere();
    assert.equal(await guess(200, () => '192.0.2.1'), 3);
    assert.equal(await guess(200, (n) => `192.0.2.${2 + (n % 2)}`), 6);
    assert.equal(await guess(200, (n) => `2001:db8::${n}`), 3);
    now = new Date(now.getTime() + 24 * 3600_000);
    assert.equal(await guess(20, () => '192.0.2.1'), 10);
  });

  it('leave the wider networks of IPv6 ten times as many each', async () => {
    await guessEverywhere();
    const part = (n: number) => n.toString(16);
    assert.equal(await guess(256, (n) => `2001:db8:1:${part(n)}::1`), 30, 'a /56');
    assert.equal(await guess(4000, (n) => `2001:db8:1:${part(n)}::1`), 270, 'the rest of a /48');
    const inEach = await guess(6000, (n) => `2001:db8:${part(n % 256)}:${part(n)}::1`);
    assert.equal(inEach, 2700, 'the rest of a /40');
  });

  it('take nothing from others for what a network was refused', async () => {
    await guessEverywhere();
    let compared = 0;
    for (let n = 0; n < 200; n += 1) compared += await guess(1, () => '2001:db8:1:1::1');
    assert.equal(compared, 3);
    assert.equal(await guess(10, () => '2001:db8:1:2::1'), 3, 'the /56 has 27 left');
    assert.equal(await guess(20, () => '2001:db8:1:1::1', 'bob@example.org'), 10);
  });

  it('tell strangers apart from the hundred and first wrong password of a day', async () => {
    assert.equal(await guess(98, (n) => `10.0.${n}.1`), 98);
    assert.equal(await guess(2, () => '192.0.2.1'), 2);
    assert.equal(await guess(5, () => '192.0.2.1'), 3);
    now = new Date('2026-11-22T23:59:59Z');
    assert.equal(await guess(5, () => '192.0.2.1'), 0);
  });

  it('ask whether an account is at home only once it is tried from everywhere', async () => {
    let asked = 0;
    const isAtHome = async () => ++asked > 0;
    const right = () => limits.judge({ account, address: '192.0.2.1', isAtHome }, async () => true);
    await right();
    assert.equal(asked, 0);
    await guessEverywhere();
    await right();
    assert.equal(asked, 1);
  });

  it('lock nobody out: not where they are signed in, nor in a place where nobody guesses', async () => {
    await guessEverywhere();
    await guess(20, () => '192.0.2.1', 'somebody@example.org');
    for (let n = 0; n < 5; n += 1) assert.ok(!(await attempt(false, '192.0.2.7', account, true)));
    assert.ok(await attempt(true, '198.51.100.1'));
  });

  it('say when to try again', async () => {
    now = new Date('2026-11-22T12:14:00Z');
    await guess(10, () => '192.0.2.1');
    const tooLate = attempt(true, '192.0.2.1');
    const detail = 'Too many wrong passwords. Try again later.';
    await assert.rejects(tooLate, { ...refused, detail, headers: { 'Retry-After': '60' } });
  });
});
