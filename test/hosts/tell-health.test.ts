import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { systemTimer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { StoredEvent } from '../../src/database/events/entity.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { MaintenanceDirectory } from '../../src/host-client/maintenance.ts';
import { TellHealth, type ToldHost } from '../../src/hosts/tell-health.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { until } from '../server/support/until.ts';

const id = randomUUID();
const since = new Date('2026-11-22T12:00:00Z');

describe('the health of a host', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    const tls = { transport: 'tls' as const, address: 'one.example.org', port: 1025 };
    const keys = { certificate: null, sealedKey: null, fingerprint: null, ssh: null };
    const host = { id, name: parseLabel('one'), ...tls, ...keys, createdAt: since };
    await database.em().insert(StoredHost, host);
  });
  afterEach(() => database.close());

  const types = async () =>
    (await database.em().find(StoredEvent, {}, { orderBy: { serial: 'asc' } })).map(
      ({ type }) => type,
    );

  /** Follows a host as some servers do, for a few looks after so many seconds of one health. */
  async function follow(health: ToldHost['health'], seconds: number, servers = 1) {
    let looks = 0;
    const clock = () => new Date(since.getTime() + seconds * 1000);
    const timer: typeof systemTimer = (_milliseconds, action) => {
      looks += 1;
      return systemTimer(1, action);
    };
    const ending = new AbortController();
    const maintenance = new MaintenanceDirectory(database, clock);
    const teller = new TellHealth({ database, clock, timer, maintenance });
    const host = { id, name: parseLabel('one'), health };
    const following = Array.from({ length: servers }, () =>
      teller.follow(host, ending.signal).catch(() => {}),
    );
    await until(() => looks > 5 * servers);
    ending.abort();
    await Promise.all(following);
  }

  const degraded = { state: 'degraded', since, reason: null } as const;
  const online = { state: 'online', since, reason: null } as const;

  it('is not told while work goes on there, but once that has ended', async () => {
    const maintenance = {
      reason: 'New disks',
      since: '',
      until: '2026-11-22T12:01:00Z',
      by: 'ada',
    };
    await database.em().nativeUpdate(StoredHost, { id }, { maintenance });
    await follow(degraded, 59);
    assert.deepEqual(await types(), []);
    await follow(degraded, 60);
    assert.deepEqual(await types(), ['host.degraded']);
  });

  it('is told once it lasts, once for all servers, and so is that it is well again', async () => {
    await follow(degraded, 5);
    assert.deepEqual(await types(), []);
    await follow(degraded, 11, 3);
    assert.deepEqual(await types(), ['host.degraded']);
    await follow(online, 5);
    assert.deepEqual(await types(), ['host.degraded']);
    await follow(online, 16, 3);
    assert.deepEqual(await types(), ['host.degraded', 'host.recovered']);
  });

  it('is nothing to tell of where it was always well', async () => {
    await follow(online, 60);
    assert.deepEqual(await types(), []);
  });
});
