import assert from 'node:assert/strict';
import { Problem } from '../../src/base/errors.ts';
import { type CredentialRequest, RefusedCredential } from '../../src/http/caller.ts';
import { BadCredentials, limitBadCredentials } from '../../src/limits/bad-credentials.ts';
import { type Counters, minute } from '../../src/limits/counters.ts';
import { memoryCounters } from '../../src/limits/memory-counters.ts';

const bad = () => new Problem('credential-invalid', 'There is no such token.');
const known = { accountId: 'ada', kind: 'token', id: 't1', name: 'ci', prefix: 'fmr_' } as const;

describe('bad credentials', () => {
  let now: Date;
  let counters: Counters;
  beforeEach(() => {
    now = new Date('2026-11-22T12:05:00Z');
    counters = memoryCounters(() => now);
  });

  /** What so many tries are refused with: how often by each code. */
  const tally = async (times: number, attempt: () => unknown) => {
    const codes: Record<string, number> = {};
    for (let time = 0; time < times; time += 1) {
      const code = await Promise.try(attempt).then(
        () => 'taken',
        (error) => `${error.code ?? error.message}`,
      );
      codes[code] = (codes[code] ?? 0) + 1;
    }
    return codes;
  };
  const refuse = (error: unknown) => async () => {
    throw error;
  };
  const judge = (work: () => unknown, address = '192.0.2.1') =>
    new BadCredentials(counters).judge(address, [401], work);

  it('are answered with 429 after a hundred in a quarter of an hour, from one address', async () => {
    const hundredTwenty = { 'credential-invalid': 100, 'too-many-requests': 20 };
    assert.deepEqual(await tally(120, () => judge(refuse(bad()))), hundredTwenty);
    const elsewhere = () => judge(refuse(bad()), '192.0.2.2');
    assert.deepEqual(await tally(1, elsewhere), { 'credential-invalid': 1 });
    now = new Date(now.getTime() + 10 * minute);
    assert.deepEqual(await tally(1, () => judge(refuse(bad()))), { 'credential-invalid': 1 });
  });

  it('are still looked at then: the last is told, and a good one is taken', async () => {
    await tally(100, () => judge(refuse(bad())));
    const cause = bad();
    const detail =
      'Too many bad credentials came from this address. The last: There is no such token.';
    const told = { code: 'too-many-requests', detail, cause, headers: { 'Retry-After': '600' } };
    await assert.rejects(async () => judge(refuse(cause)), told);
    assert.equal(await judge(async () => 'good'), 'good');
  });

  it('count where they are refused at once, too', async () => {
    const throwing = () => {
      throw bad();
    };
    await tally(100, () => judge(throwing));
    assert.deepEqual(await tally(1, () => judge(throwing)), { 'too-many-requests': 1 });
  });

  it('do not make a good one wait', () => {
    assert.equal(
      judge(() => 'good'),
      'good',
    );
  });

  for (const [what, error] of [
    ['a real one that is refused', new RefusedCredential(known, 'credential-expired', 'Too late.')],
    ['another problem', new Problem('admin-only', 'Not yours.')],
    ['what is broken', new Error('broken')],
  ] as const) {
    it(`are not counted together with ${what}`, async () => {
      const [code] = Object.keys(await tally(120, () => judge(refuse(error))));
      assert.equal(code, 'code' in error ? error.code : 'broken');
      assert.deepEqual(await tally(100, () => judge(refuse(bad()))), { 'credential-invalid': 100 });
    });
  }

  it('are tokens: a session’s cookie is never limited', async () => {
    const authenticate = limitBadCredentials(refuse(bad()), counters);
    const from = (headers: Readonly<Record<string, string>>): CredentialRequest => ({
      address: '192.0.2.1',
      header: (name) => headers[name] ?? null,
    });
    const byCookie = () => authenticate(from({ cookie: 'session=x' }));
    const byToken = () => authenticate(from({ authorization: 'Bearer x' }));
    assert.deepEqual(await tally(120, byCookie), { 'credential-invalid': 120 });
    const hundredOne = { 'credential-invalid': 100, 'too-many-requests': 1 };
    assert.deepEqual(await tally(101, byToken), hundredOne);
    assert.deepEqual(await tally(1, byCookie), { 'credential-invalid': 1 });
  });
});
