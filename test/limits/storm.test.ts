import assert from 'node:assert/strict';
import type { Database } from '../../src/database/database.ts';
import type { TokenCaller } from '../../src/http/caller.ts';
import type { CountRequest } from '../../src/http/quota.ts';
import { memoryCounters } from '../../src/limits/memory-counters.ts';
import { sharedCounters } from '../../src/limits/shared-counters.ts';
import { limitTokens } from '../../src/limits/token-limits.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';

const clock = () => new Date('2026-11-22T12:55:00Z');
const token: TokenCaller = {
  kind: 'token',
  id: 'token',
  name: 'ci',
  prefix: 'fmr_test',
  expiresAt: null,
  hourlyLimit: 500,
};

/** Counts a thousand at once, each limiter in turn. */
async function storm(limiters: readonly CountRequest[]): Promise<void> {
  const turns = Array.from({ length: 1000 / limiters.length }, () => limiters).flat();
  const quotas = await Promise.all(turns.map((count) => count(token, { changer: null })));
  const passed = quotas.map(({ quota }) => quota).filter(({ exceeded }) => !exceeded);
  assert.deepEqual(
    passed.map(({ remaining }) => remaining).sort((a, b) => a - b),
    Array.from({ length: 500 }, (_, n) => n),
  );
  assert.ok(quotas.every(({ quota: { exceeded, remaining } }) => !exceeded || remaining === 0));
}

describe('the limit of a token in a storm', () => {
  it('lets exactly as many pass, counted in memory', async () => {
    await storm([limitTokens(memoryCounters(clock), 0)]);
  });
});

describe('the limit of a token in a storm, on PostgreSQL', () => {
  const url = usePostgres();
  const open: Database[] = [];
  afterEach(() => Promise.all(open.splice(0).map((database) => database.close())));

  it('lets exactly as many pass, counted by two servers together', async () => {
    const limiter = async () => {
      const database = await openDatabase({ url: url() });
      open.push(database);
      assert.ok(database.pool);
      return limitTokens(await sharedCounters(database.pool, clock), 0);
    };
    await storm([await limiter(), await limiter()]);
  });
});
