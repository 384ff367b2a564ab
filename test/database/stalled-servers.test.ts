import assert from 'node:assert/strict';
import type { Database } from '../../src/database/database.ts';
import type { TableShape } from '../../src/database/dump/cells.ts';
import { openSnapshot } from '../../src/database/dump/snapshot.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { Administrator } from '../server/support/administrator.ts';
import { until } from '../server/support/until.ts';
import { usePostgres } from '../support/postgres.ts';
import { RunningServers } from '../support/running-servers.ts';
import { SilentProxy } from '../support/silent-proxy.ts';

/** Milliseconds, in place of half a minute. */
const patience = { transaction: 300, look: 100 };

/** What all servers need who publish events. */
const holdSequence = 'update event_sequence set last = last';

const waiting =
  "select pid from pg_stat_activity where wait_event_type = 'Lock' and query = ? " +
  'and datname = current_database()';

describe('a server that stands still', function () {
  this.timeout(60_000);
  const url = usePostgres();
  let stack: AsyncDisposableStack;
  let database: Database;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    database = await openDatabase({ url: url() });
    stack.defer(() => database.close());
    await migrate(database);
  });
  afterEach(() => stack.disposeAsync());

  /** Opens it by way of what can let it stand still. */
  async function openStalling() {
    const proxy = await SilentProxy.open(url());
    const stalling = await openDatabase({ url: proxy.url, patience });
    stack.defer(async () => {
      await proxy[Symbol.asyncDispose](); // else closing would wait for what is lent
      await stalling.close();
    });
    return { proxy, stalling };
  }

  /** Begins a transaction that does not go on until the test is over. */
  async function hold(by: Database, statement: string) {
    const { promise: held, resolve: tellHeld } = Promise.withResolvers<void>();
    const { promise: end, resolve: letGo } = Promise.withResolvers<void>();
    const holding = by.transaction(async (em) => {
      await em.execute(statement);
      tellHeld();
      await end;
    });
    holding.catch(() => {}); // where it was ended
    stack.defer(letGo);
    await held;
  }

  it('in the midst of a transaction keeps no other from publishing events', async () => {
    const servers = stack.use(new RunningServers());
    const server = await servers.start({ FULMAR_DATABASE_URL: url() });
    const administrator = new Administrator();
    await administrator.signUp(server.url);
    const { proxy, stalling } = await openStalling();
    await hold(stalling, holdSequence);
    proxy.stall();
    const json = { name: 'ci', scopes: ['events:read'] };
    const token = Object((await administrator.expect(201, server.url, '/tokens', { json })).json);
    await administrator.expect(204, server.url, `/tokens/${token.id}`, { method: 'DELETE' });
    await until(async () => {
      const { json } = await administrator.expect(200, server.url, '/events?type=token.revoked');
      return Object(json).data.length === 1;
    });
  });

  it('or has given up waiting for a lock leaves no process of PostgreSQL behind', async () => {
    const hasty = await openDatabase({ url: url(), patience });
    stack.defer(() => hasty.close());
    await hold(database, 'lock table tokens in access exclusive mode');
    const statement = 'select count(*) from tokens';
    const others = await openDatabase({ url: url() });
    stack.defer(() => others.close());
    const isThere = async () => (await others.em().execute(waiting, [statement])).length > 0;
    const client = await hasty.pool?.connect();
    client?.on('error', () => {});
    client?.query(statement, []).catch(() => {}); // it is cut
    await until(isThere);
    client?.release(true);
    await until(async () => !(await isThere()));
  });

  it('is told of by the network within half a minute', async () => {
    const query =
      'select setting::int from pg_settings ' +
      "where name ~ '^tcp_keepalives_(count|idle|interval)$' order by name";
    const rows = await database.em().execute<{ setting: number }[]>(query);
    const [count = 0, idle = 0, interval = 0] = rows.map(({ setting }) => setting);
    assert.ok(idle > 0 && idle + count * interval <= 30);
  });

  it('may rest for longer where it reads a snapshot, or changes tables', async () => {
    const { stalling } = await openStalling();
    const { signal } = new AbortController();
    const pause = () => database.em().execute('select pg_sleep(0.6)');
    await using snapshot = await openSnapshot(stalling, { scratch: '', signal });
    await stalling.longTransaction(
      async (em) => {
        await pause();
        await em.execute('select 1');
      },
      { rests: true },
    );
    const shape: TableShape = { table: 'tokens', columns: [['id', 'text']] };
    await Array.fromAsync(snapshot.rows(shape));
  });
});
