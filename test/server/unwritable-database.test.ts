import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { type Ask, ask } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';
import { Cluster } from '../support/shared/cluster.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { Administrator } from './support/administrator.ts';
import { readAll, readPaths } from './support/reads.ts';
import { until } from './support/until.ts';

const locking = /\/(data|image|volumes\/\w+)$/;

describe('a server whose PostgreSQL', function () {
  this.timeout(120_000);
  const stack = new AsyncDisposableStack();
  const administrator = new Administrator();
  let cluster: Cluster;
  let url: string;
  let emulator: Emulator;
  let server: FulmarServer;
  let token: string;
  let paths: string[];
  before(async function () {
    cluster = await Cluster.start().catch(() => this.skip());
    stack.defer(() => cluster.stop());
    url = await cluster.createDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-unwritable-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    emulator = await startEmulator({ folder });
    stack.defer(() => emulator.close());
    const running = stack.use(new RunningServers());
    server = await running.start({ FULMAR_DATABASE_URL: url });
    await administrator.signUp(server.url);
    await administrator.addHost(server.url, 'one', emulator);
    token = await administrator.makeToken(server.url, ['admin', 'unikernels:write']);
    paths = await furnish();
  });
  after(() => stack.disposeAsync());

  const asAdministrator = { ask: (path: string) => administrator.ask(server.url, path) };
  const byToken = {
    ask: (path: string, options: Ask = {}) =>
      ask(`${server.url}/api/v1`, path, { token, ...options }),
  };

  /** Makes something of each kind; gives the paths at which it is read. */
  async function furnish(): Promise<string[]> {
    const expect = (status: number, path: string, options: Ask) =>
      administrator.expect(status, server.url, path, options);
    const body = formOf([
      ['config', { name: 'hello' }],
      ['image', sampleImage()],
    ]);
    await expect(201, '/hosts/one/unikernels', { body });
    await expect(201, '/hosts/one/volumes', { json: { name: 'data', size: 1 } });
    const tokens = await administrator.ask(server.url, '/tokens');
    const account = await administrator.ask(server.url, '/account');
    const ids = {
      hosts: 'one',
      unikernels: 'hello',
      tokens: `${Reflect.get(Object(tokens.json), 'data')[0].id}`,
      users: `${Reflect.get(Object(account.json), 'id')}`,
    };
    const { json } = await administrator.ask(server.url, '/openapi.json');
    // Whoever has a host read for a domain, or reads a volume, locks it, which is written down.
    return readPaths(json, ids).filter((path) => !locking.test(path));
  }

  const readOnly = [503, { status: 'writes fail: the database is read-only' }];
  const ready = async () => {
    const { status, json } = await ask(server.url, '/readyz');
    return [status, json];
  };

  const cutOthers =
    'select pg_terminate_backend(pid) from pg_stat_activity ' +
    'where datname = current_database() and pid <> pg_backend_pid()';

  async function allowWrites(allowed: boolean): Promise<void> {
    const name = new URL(url).pathname.slice(1);
    const database = await openDatabase({ url });
    await database.transaction(async (em) => {
      await em.execute('set transaction read write');
      const value = allowed ? 'off' : 'on';
      await em.execute(`alter database ${name} set default_transaction_read_only = ${value}`);
    });
    await database.em().execute(cutOthers);
    await database.close();
  }

  it('takes no writes answers reads, and says so', async () => {
    assert(paths.length > 25, paths.join());
    const before = [await readAll(paths, asAdministrator), await readAll(paths, byToken)];
    await allowWrites(false);
    try {
      await until(async () => isDeepStrictEqual(await ready(), readOnly));
      await until(async () => (await byToken.ask('/tokens')).status === 200);
      const during = [await readAll(paths, asAdministrator), await readAll(paths, byToken)];
      assert.deepEqual(during, before);
      const refused = await byToken.ask('/tokens', {
        json: { name: 'no', scopes: ['hosts:read'] },
      });
      assert.partialDeepStrictEqual(refused.json, { status: 503, code: 'database-unavailable' });
      assert.equal(refused.headers.get('retry-after'), '5');
    } finally {
      await allowWrites(true);
    }
    await until(async () => (await ready())[0] === 200);
  });

  it('is away answers 503 with a code of its own, to whatever needs it', async () => {
    await cluster.end('in-order');
    const change = { method: 'PATCH', json: { name: 'other' } };
    for (const path of ['/tokens', '/accounts', '/audit', '/secrets', '/deployments']) {
      const told = await byToken.ask(path);
      assert.partialDeepStrictEqual(told.json, { status: 503, code: 'database-unavailable' }, path);
      assert.equal(told.headers.get('retry-after'), '5');
    }
    const session = { json: { email: 'alice@example.org', password: 'whatever it is' } };
    const answers = [
      await administrator.ask(server.url, '/tokens', { json: { name: 'a', scopes: [] } }),
      await administrator.ask(server.url, '/account', change),
      await ask(`${server.url}/api/v1`, '/session', session),
      await ask(`${server.url}/api/v1`, '/account', { token: `fulmar_${'a'.repeat(43)}` }),
      await byToken.ask('/hosts/one/unikernels/hello/restart', { method: 'POST' }),
    ];
    for (const { status, text } of answers) assert(status !== 500, text);
    await until(async () => (await ready())[0] === 503);
    assert.deepEqual(await ready(), [503, { status: 'database unreachable' }]);
    await cluster.startAgain();
    await until(async () => (await ready())[0] === 200);
    assert.equal((await byToken.ask('/tokens')).status, 200);
  });
});
