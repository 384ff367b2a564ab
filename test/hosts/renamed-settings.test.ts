import assert from 'node:assert/strict';
import { openDatabase } from '../../src/server/open-database.ts';
import { until } from '../server/support/until.ts';
import { OwnServer } from '../support/own-server.ts';
import { usePostgres } from '../support/postgres.ts';
import type { Told } from '../support/request.ts';

describe('what is set of something on a host that another server is just renaming', function () {
  this.timeout(60_000);
  const postgres = usePostgres();
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open(
      {},
      {
        FULMAR_DATABASE_URL: postgres(),
        FULMAR_SECRET_KEY: Buffer.alloc(32, 5).toString('base64'),
      },
    );
    await server.expect(201, '/hosts/one/volumes', { json: { name: 'data', size: 1 } });
  });
  after(() => server?.close());

  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const settings: Readonly<Record<string, readonly [table: string, () => Promise<Told>]>> = {
    'a lock': [
      'deployment_locks',
      () =>
        server.ask('/hosts/one/unikernels/web/lock', {
          method: 'PUT',
          json: { reason: 'Not today.', until: inAnHour },
        }),
    ],
    'the protection of a volume': [
      'volume_settings',
      () =>
        server.ask('/hosts/one/volumes/data', {
          method: 'PATCH',
          json: { deletionProtection: true },
        }),
    ],
  };

  for (const [what, [table, set]] of Object.entries(settings)) {
    it(`is not said to hold where it would be left under the former name [${what}]`, async () => {
      const database = await openDatabase({ url: postgres() });
      const em = database.em();
      await em.begin();
      await em.execute(`update hosts set name = 'two' where name = 'one'`);
      const answer = set();
      const rows = async () =>
        Number((await database.em().execute(`select 1 from ${table}`)).length);
      await until(async () => (await rows()) > 0);
      await em.commit();
      const { status, json, text } = await answer;
      assert.deepEqual([status, Object(json).code], [404, 'host-unknown'], text);
      assert.equal(await rows(), 0);
      await database.em().execute(`update hosts set name = 'one' where name = 'two'`);
      await database.close();
      await until(async () => (await server.ask('/hosts/one')).status === 200);
    });
  }
});
