import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { StatementsOfRequests } from '../support/statements-of-requests.ts';
import { formOf } from '../unikernels/deploy-form.ts';

const image = ['image', sampleImage()] as const;
const path = '/hosts/one/unikernels';

/** Changes, one after the other, and how many statements each takes: one fewer where its token was seen a moment ago. */
const changes = [
  [
    'create a unikernel',
    43,
    path,
    201,
    () => ({ body: formOf([['config', { name: 'web' }], image]) }),
  ],
  ['restart it', 25, `${path}/web/restart`, 200, () => ({ method: 'POST' })],
  ['update it', 37, `${path}/web/update`, 200, () => ({ body: formOf([image]) })],
  ['stop it', 26, `${path}/web/stop`, 200, () => ({ method: 'POST' })],
  ['start it', 26, `${path}/web/start`, 200, () => ({ method: 'POST' })],
  ['destroy it', 23, `${path}/web`, 204, () => ({ method: 'DELETE' })],
  ['create a volume', 13, '/hosts/one/volumes', 201, () => ({ json: { name: 'data', size: 1 } })],
  ['delete it', 16, '/hosts/one/volumes/data', 204, () => ({ method: 'DELETE' })],
] as const;

describe('the statements of a change on PostgreSQL', function () {
  this.timeout(120_000);
  const database = usePostgres();
  let statements: StatementsOfRequests;
  let server: OwnServer;
  let token: string;
  before(async () => {
    statements = new StatementsOfRequests();
    const secretKey = randomBytes(32).toString('base64');
    const environment = { FULMAR_DATABASE_URL: database(), FULMAR_SECRET_KEY: secretKey };
    server = await OwnServer.open({}, environment);
    const scopes = ['unikernels:write', 'volumes:write'];
    token = await server.administrator.makeToken(server.url, scopes);
  });
  after(async () => {
    await server?.close();
    statements?.[Symbol.dispose]();
  });

  for (const [what, most, at, status, options] of changes) {
    it(`are at most ${most} to ${what}`, async () => {
      const asked = await statements.during(() =>
        server.expect(status, at, { token, ...options() }),
      );
      assert.ok(asked.length > 0 && asked.length <= most, `${asked.length}:\n${asked.join('\n')}`);
    });
  }
});
