import assert from 'node:assert/strict';
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

  const attempt = (address: string, atHome = false, whose = account) =>
    limits.begin({ account: whose, address, isAtHome: async () => atHome });
  const guess = async (times: number, address: (n: number) => string, whose = account) => {
    const guesses = Array.from({ length: times }, (_, n) => attempt(address(n), false, whose));
    const outcomes = await Promise.allSettled(guesses);
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  };

  it('allow 10 wrong passwords in a quarter of an hour, at once or one by one', async () => {
    assert.equal(await guess(30, () => '192.0.2.1'), 10);
    now = new Date(now.getTime() + 15 * 60_000);
    assert.equal(await guess(1, () => '192.0.2.1'), 1);
  });

  it('forget the wrong ones before a right one', async () => {
    for (let n = 0; n < 500; n += 1) await (await attempt('192.0.2.1')).succeeded();
    assert.equal(await guess(30, () => '192.0.2.1'), 10);
  });

  it('hold up who tries one account after another', async () => {
    const accounts = Array.from({ length: 150 }, (_, n) => attempt('192.0.2.1', false, `${n}`));
    const outcomes = await Promise.allSettled(accounts);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 100);
  });

  it('count the addresses of one IPv6 /64 as one', async () => {
    assert.equal(await guess(30, (n) => `2001:db8::${n + 1}`), 10);
    assert.equal(await guess(30, (n) => `2001:db8:0:1::${n + 1}`), 10);
  });

  it('leave a network three attempts a day once an account is tried from everywhere', async () => {
    await guess(1000, (n) => `10.${n % 250}.${n % 7}.1`);
    assert.equal(await guess(200, (n) => `2001:db8:1:${n}::1`), 3);
    assert.equal(await guess(200, (n) => `192.0.2.${n}`), 3);
    now = new Date(now.getTime() + 24 * 3600_000);
    assert.equal(await guess(20, () => '192.0.2.1'), 10);
  });

  it('lock nobody out: not where they are signed in, nor in a place where nobody guesses', async () => {
    await guess(1000, (n) => `10.${n % 250}.${n % 7}.1`);
    await guess(20, () => '192.0.2.1', 'somebody@example.org');
    for (let n = 0; n < 5; n += 1) await attempt('192.0.2.7', true);
    await (await attempt('198.51.100.1')).succeeded();
  });

  it('say when to try again', async () => {
    now = new Date('2026-11-22T12:14:00Z');
    await guess(10, () => '192.0.2.1');
    await assert.rejects(attempt('192.0.2.1'), { ...refused, headers: { 'Retry-After': '60' } });
  });
});
