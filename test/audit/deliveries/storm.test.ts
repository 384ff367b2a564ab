import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usePostgres } from '../../support/postgres.ts';
import type { NotificationWorld } from '../support/notification-world.ts';
import { type Aftermath, raise } from './support/storm.ts';

const events = 120;
const every = 30;

/** Each event is told at least once, under one id, and nothing else is. */
function expectAll({ recorded, deliveries, received }: Aftermath): void {
  assert.ok(recorded > events / 2, `${recorded} events`);
  assert.equal(deliveries.length, recorded);
  assert.equal(new Set(deliveries.map(({ event }) => event)).size, recorded);
  assert.ok(deliveries.every(({ state }) => state === 'delivered'));
  assert.deepEqual([...received.keys()].sort(), deliveries.map(({ id }) => id).sort());
}

describe('webhooks whatever dies', function () {
  this.timeout(120_000);

  it('are each made once, and sent until they are taken [SQLite]', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-storm-'));
    const location = { file: join(folder, 'fulmar.sqlite'), durable: false };
    try {
      expectAll(await raise({ location, events, every }));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  describe('[PostgreSQL]', () => {
    const url = usePostgres();

    /** As when PostgreSQL is restarted: every connection of this database ends. */
    const endConnections = async ({ database }: NotificationWorld) => {
      const others = 'datname = current_database() and pid <> pg_backend_pid()';
      const end = `select pg_terminate_backend(pid) from pg_stat_activity where ${others}`;
      await database.em().execute(end);
    };

    it('are each made once, and sent until they are taken', async () => {
      const location = { url: url() };
      expectAll(await raise({ location, events, every, disturb: endConnections }));
    });
  });
});
