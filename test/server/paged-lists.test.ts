import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OwnServer } from '../support/own-server.ts';
import { generousPolicy } from './support/administrator.ts';

const accounts = ['bob', 'carol'];

describe('lists of what administrators have', function () {
  this.timeout(60_000);
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
    await server.administrator.addHost(server.url, 'two', server.emulator);
    for (const name of ['first', 'second', 'third']) {
      const json = { name, scopes: ['unikernels:read'] };
      await server.expect(201, '/tokens', { json });
    }
    for (const name of accounts) {
      const token = { name: 'ci', scopes: ['unikernels:read'] };
      const json = { name, email: `${name}@example.org`, token };
      await server.expect(201, '/invitations', { json });
      const policy = { method: 'PUT', json: { ...generousPolicy, memory: 64, storage: 8 } };
      await server.expect(200, `/accounts/${name}/policies/one`, policy);
    }
    const { cpuids: _cpuids, bridges: _bridges, ...limits } = generousPolicy;
    for (const name of ['large', 'small']) {
      await server.expect(200, `/policy-templates/${name}`, { method: 'PUT', json: limits });
    }
    await server.restart(addUsage);
  });
  after(() => server?.close());

  /** As if somebody had used something long ago. */
  function addUsage(): void {
    using database = new DatabaseSync(join(server.folder, 'data', 'fulmar.sqlite'));
    const columns = 'memory_seconds, cpu_milliseconds, storage_seconds, observed_seconds';
    const add = database.prepare(
      `insert into account_usage (month, domain, host, ${columns}) values ('2025-01', ?, ?, 1, 1, 1, 1)`,
    );
    for (const domain of accounts) add.run(domain, 'one');
    add.run('bob', 'two');
  }

  const read = async (path: string, query: string) =>
    Object((await server.expect(200, `${path}${path.includes('?') ? '&' : '?'}${query}`)).json);

  for (const [path, count] of [
    ['/tokens', 4],
    ['/tokens?account=*', 6],
    ['/accounts/alice/tokens', 4],
    ['/hosts', 2],
    ['/hosts/one/policies', 3],
    ['/policy-templates', 2],
    ['/usage?month=2025-01', 3],
  ] as const) {
    it(`come page by page as they come whole [${path}]`, async () => {
      const whole = await read(path, '');
      assert.equal(whole.data.length, count);
      assert.equal(whole.next, null);
      const idOf = ({ id, account, host, name }: Record<string, unknown>) =>
        [id, account, host, name].join();
      const paged: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await read(path, `limit=1&cursor=${encodeURIComponent(cursor)}`);
        assert.equal(page.data.length, 1);
        paged.push(...page.data.map(idOf));
        cursor = page.next;
      }
      assert.deepEqual(paged, whole.data.map(idOf));
      assert.equal((await server.ask(`${path.split('?')[0]}?limit=0`)).status, 400);
    });
  }
});
