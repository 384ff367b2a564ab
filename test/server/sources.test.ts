import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { OwnServer } from '../support/own-server.ts';

const sha256 = '0'.repeat(64);

/** An address of this machine that others could have, too. */
const own = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

describe('the sources that a server asks', function () {
  this.timeout(60_000);
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open(
      {},
      {
        // Nobody listens there: it is asked all the same, since the administrator names it.
        FULMAR_BUILDER_URL: 'https://127.0.0.1:9',
        FULMAR_SOURCE_NETWORKS: `10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 ${own ?? ''}`,
        FULMAR_BIND: '127.0.0.1',
      },
    );
  });
  after(() => server?.close());

  const deploy = async (source: object) => {
    const told = await server.ask('/hosts/one/unikernels/web/deployments', { json: { source } });
    return { status: told.status, code: Object(told.json).code };
  };

  const refused = { status: 422, code: 'source-refused' };

  for (const host of [
    ...['127.0.0.1', '[::1]', '169.254.169.254', '192.168.0.1', '[fd00::1]', '[::ffff:127.0.0.1]'],
    ...['2130706433', '0x7f.1', '0177.0.0.1', 'localhost', '[64:ff9b::7f00:1]', '0.0.0.0'],
  ]) {
    it(`are at no address that is never asked [${host}]`, async () => {
      assert.deepEqual(await deploy({ kind: 'https', url: `https://${host}/a`, sha256 }), refused);
    });
  }

  it('are not those of the server itself, whatever network is named', async function () {
    if (own === undefined) return this.skip();
    assert.deepEqual(await deploy({ kind: 'https', url: `https://${own}/a`, sha256 }), refused);
    assert.deepEqual(await deploy({ kind: 'oci', reference: `${own}/app` }), refused);
  });

  it('are asked over HTTPS only', async () => {
    for (const url of ['http://example.org/a', 'example.org/a', 'ftp://example.org/a']) {
      const told = await deploy({ kind: 'https', url, sha256 });
      assert.deepEqual(told, { status: 400, code: 'invalid-body' }, url);
    }
    const own = await deploy({ kind: 'https', url: 'http://127.0.0.1/a', sha256 });
    assert.deepEqual(own, refused);
  });

  it('are a builder that the administrator names, wherever it is', async () => {
    const unreachable = { status: 502, code: 'source-unreachable' };
    assert.deepEqual(await deploy({ kind: 'builder', job: 'dns' }), unreachable);
  });
});
