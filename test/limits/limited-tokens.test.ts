import assert from 'node:assert/strict';
import type { TokenCaller } from '../../src/http/caller.ts';
import type { Quota } from '../../src/http/quota.ts';
import { memoryCounters } from '../../src/limits/memory-counters.ts';
import { limitTokens } from '../../src/limits/token-limits.ts';

/** A token that may make two requests an hour. */
const token: TokenCaller = {
  kind: 'token',
  id: 't1',
  name: 'ci',
  prefix: 'fmr_test',
  expiresAt: null,
  hourlyLimit: 2,
};

describe('the requests of a token', () => {
  let now: Date;
  let count: (asked: TokenCaller, requests?: 0 | 1) => Promise<Quota>;
  beforeEach(() => {
    now = new Date('2026-11-22T12:55:00Z');
    const limit = limitTokens(
      memoryCounters(() => now),
      0,
    );
    count = async (asked, requests = 1) =>
      (await limit(asked, requests === 1 ? { changer: null } : null)).quota;
  });
  const remaining = async (asked = token) => (await count(asked)).remaining;

  it('are counted down to none, and what comes then is too many', async () => {
    const quota = { limit: 2, countedAt: now, resetAt: new Date('2026-11-22T13:00:00Z') };
    assert.deepEqual(await count(token), { ...quota, remaining: 1, exceeded: false });
    assert.deepEqual(await count(token), { ...quota, remaining: 0, exceeded: false });
    assert.deepEqual(await count(token), { ...quota, remaining: 0, exceeded: true });
  });

  it('are counted for each token by itself, hour by hour', async () => {
    assert.equal(await remaining(), 1);
    assert.equal(await remaining({ ...token, id: 't2' }), 1);
    now = new Date('2026-11-22T13:00:00Z');
    assert.equal(await remaining(), 1);
  });

  it('are told without being counted where they are none', async () => {
    await count(token);
    for (let time = 0; time < 3; time += 1) assert.equal((await count(token, 0)).remaining, 1);
    assert.equal(await remaining(), 0);
  });

  it('use nothing up where they are too many, so that a raised limit holds at once', async () => {
    for (let time = 0; time < 9; time += 1) await count(token);
    assert.equal(await remaining({ ...token, hourlyLimit: 4 }), 1);
  });

  it('count towards the limits of the tokens that it comes from, too', async () => {
    const maker = { ...token, id: 'maker', hourlyLimit: 3 };
    const children = ['t1', 't2', 't3'].map((id) => ({ ...token, id, makers: [maker] }));
    const counted = [];
    for (const child of children) counted.push(await count(child));
    assert.deepEqual(
      counted.map(({ limit, remaining }) => [limit, remaining]),
      [
        [2, 1],
        [2, 1],
        [3, 0],
      ],
    );
    for (const each of [maker, ...children]) {
      const { limit, exceeded } = await count(each);
      assert.deepEqual([limit, exceeded], [3, true]);
    }
    const raised = { ...token, makers: [{ ...maker, hourlyLimit: 4 }] };
    assert.equal((await count(raised)).exceeded, false, 'a refused request used something up');
  });

  it('take nothing from the tokens that it comes from where its own limit refuses them', async () => {
    const maker = { ...token, id: 'maker', hourlyLimit: 3 };
    for (let time = 0; time < 9; time += 1) await count({ ...token, makers: [maker] });
    assert.equal((await count(maker, 0)).remaining, 1);
  });

  it('take nothing back where none was made', async () => {
    for (let time = 0; time < 4; time += 1) await count({ ...token, hourlyLimit: 4 });
    for (let time = 0; time < 3; time += 1) assert.ok((await count(token, 0)).exceeded);
    assert.equal(await remaining({ ...token, hourlyLimit: 5 }), 0);
  });
});
