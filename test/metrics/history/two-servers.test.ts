import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../../src/database/database.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { coarseTier, fineTier } from '../../../src/unikernels/metrics/history/tiers.ts';
import { UsageHistory } from '../../../src/unikernels/metrics/history/usage-history.ts';
import { DatabaseBlocks } from '../../../src/unikernels/metrics/store/database-place.ts';
import { usePostgres } from '../../support/postgres.ts';

const begin = 1_800_000_000;
const none = { memory: 4096, received: 0, sent: 0, blockReads: 0, blockWrites: 0 };
const given = { cpus: 1, memoryLimit: 32 };

describe('servers that store of one unikernel at the same time', () => {
  const url = usePostgres();
  let databases: readonly Database[];
  before(async () => {
    databases = await Promise.all([1, 2].map(() => openDatabase({ url: url() })));
    for (const database of databases) await migrate(database);
  });
  after(() => Promise.all((databases ?? []).map((database) => database.close())));

  it('lose nothing of each other', async () => {
    const id = randomUUID();
    const histories = databases.map(
      (database) =>
        new UsageHistory({ place: new DatabaseBlocks(database), clock: () => new Date() }),
    );
    for (let block = 0; block < 5; block += 1) {
      histories.forEach((history, server) => {
        for (const sample of [0, 1]) {
          const at = (begin + block * 600 + server * 60 + sample * 10) * 1000;
          history.put(id, { ...none, at, cpuSeconds: sample });
        }
      });
      await Promise.all(histories.map((history) => history.store(new Map([[id, given]]))));
    }
    const [history] = histories;
    const span = { from: begin, to: begin + 3600 };
    assert.equal((await history?.read(id, fineTier, span))?.size, 10);
    assert.equal((await history?.read(id, coarseTier, span))?.size, 10);
  });

  it('take one connection each, however many hosts store at once', async () => {
    const [database] = databases;
    assert.ok(database?.pool);
    const { pool } = database;
    const place = new DatabaseBlocks(database);
    const loads = await Promise.all(
      Array.from({ length: 20 }, () => place.alone(async () => ({ ...pool.load }))),
    );
    for (const { open, idle, waiting } of loads) {
      assert.ok(open - idle <= 1);
      assert.equal(waiting, 0);
    }
  });
});
