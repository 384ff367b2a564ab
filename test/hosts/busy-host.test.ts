import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/database/database.ts';
import { StoredEvent } from '../../src/database/events/entity.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { readConfig } from '../../src/server/configuration.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { Administrator } from '../server/support/administrator.ts';
import { until } from '../server/support/until.ts';
import { usePostgres } from '../support/postgres.ts';
import { startTestServer } from '../support/test-server.ts';

/** Milliseconds, in place of half a minute. */
const patience = { transaction: 5_000, look: 5_000 };

const waiting =
  "select pid from pg_stat_activity where wait_event_type = 'Lock' " +
  "and query like 'update events set host%' and datname = current_database()";

/** An event of an hour ago, as a host has hundreds of thousands that is watched for months. */
const pastEvent = () => {
  const at = new Date(Date.now() - 3_600_000);
  return {
    ...{ id: randomUUID(), number: null, type: 'unikernel.started', severity: 'info' as const },
    ...{ account: null, host: 'one', name: 'web', object: 'hosts/one/unikernels/web' },
    ...{ summary: 'It was started.', facts: {}, at, hostAt: null, count: 1, lastAt: at },
    once: null,
  };
};

describe('a host with much behind it that is renamed', function () {
  this.timeout(120_000);
  const url = usePostgres();
  const stack = new AsyncDisposableStack();
  const administrator = new Administrator();
  let server: FulmarServer;
  let emulator: Emulator;
  let database: Database;
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-busy-host-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    emulator = await startEmulator({ folder: join(folder, 'host') });
    stack.defer(() => emulator.close());
    const config = readConfig({
      ...{ FULMAR_DATA: join(folder, 'data'), FULMAR_PORT: '0', FULMAR_LOG_LEVEL: 'silent' },
      ...{ FULMAR_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') },
    });
    const place = { url: url(), patience };
    server = await startTestServer({ ...config, database: place });
    stack.defer(() => server.close());
    database = await openDatabase({ url: url() });
    stack.defer(() => database.close());
    await administrator.signUp(server.url);
    await administrator.addHost(server.url, 'one', emulator);
  });
  after(() => stack.disposeAsync());

  const ask = (path: string, options = {}) => administrator.ask(server.url, path, options);
  const eventsOf = async (query: string) =>
    Object((await ask(`/events?account=*&${query}`)).json).data;

  it('may take its time, in which others publish events and deploy there', async () => {
    const past = pastEvent();
    await database.em().insert(StoredEvent, past);
    await until(async () => (await eventsOf('object=hosts/one')).length === 1);
    const { promise: end, resolve: letGo } = Promise.withResolvers<void>();
    stack.defer(letGo);
    const { promise: held, resolve: tellHeld } = Promise.withResolvers<void>();
    const slow = database.longTransaction(async (em) => {
      await em.execute('select 1 from events where id = ? for update', [past.id]);
      tellHeld();
      await end;
    });
    await held;
    const renaming = ask('/hosts/one', { method: 'PATCH', json: { name: 'two' } });
    await until(async () => (await database.em().execute(waiting)).length > 0);
    const enough = sleep(1.2 * patience.transaction);
    const body = new FormData();
    body.set('config', JSON.stringify({ name: 'web' }));
    body.set('image', new Blob([new Uint8Array(sampleImage())]));
    const deployed = await ask('/hosts/one/unikernels', { method: 'POST', body });
    assert.equal(deployed.status, 201, deployed.text);
    await until(async () => (await eventsOf('type=deployment.succeeded')).length === 1);
    await enough;
    letGo();
    await slow;
    const renamed = await renaming;
    assert.equal(renamed.status, 200, renamed.text);
    assert.deepEqual(await eventsOf('object=hosts/one'), []);
    const moved = await eventsOf('object=hosts/two');
    assert.ok(moved.some(({ summary }: { summary: string }) => summary === past.summary));
    assert.equal((await ask('/hosts/two/unikernels/web')).status, 200);
  });
});
