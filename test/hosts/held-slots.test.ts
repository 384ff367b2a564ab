import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { OwnServer } from '../support/own-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { formOf } from '../unikernels/deploy-form.ts';

const unikernels = '/hosts/one/unikernels';
/** More than a host has slots for images. */
const names = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a host that is being renamed for long', function () {
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
  });
  after(() => server?.close());

  const create = (name: string) =>
    server.ask(unikernels, {
      body: formOf([
        ['config', { name, memory: 16 }],
        ['image', sampleImage()],
      ]),
    });

  it('has none of its slots held by changes, which are refused meanwhile', async () => {
    const database = await openDatabase({ url: postgres() });
    await database.transaction(async (em) => {
      await em.execute(`select id from hosts where name = 'one' for update`);
      for (const { status, json, text } of await Promise.all(names.map(create))) {
        assert.equal(status, 503, text);
        assert.match(text, /is being renamed or removed/);
        assert.equal(Object(json).code, 'host-busy');
      }
    });
    await database.close();
    assert.equal((await create('a')).status, 201);
  });

  it('is changed while its settings are', async () => {
    const database = await openDatabase({ url: postgres() });
    await database.transaction(async (em) => {
      await em.execute(`update hosts set notes = 'new' where name = 'one'`);
      assert.equal((await create('b')).status, 201);
    });
    await database.close();
  });
});
