import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLabel } from '../../src/albatross/names.ts';
import { createLogger } from '../../src/base/log.ts';
import * as parse from '../../src/base/parsers.ts';
import { checkSchema } from '../../src/checks/schema.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { readConfig } from '../../src/server/configuration.ts';
import { createChecks } from '../../src/server/create-checks.ts';
import { openServerDeps, type ServerDeps } from '../../src/server/server-deps.ts';

/** Where a server is told to be, and what it stands on; all within a network that is named. */
const environment = {
  FULMAR_CHECK_NETWORKS: '0.0.0.0/0 ::/0',
  FULMAR_URL: 'https://192.0.2.10',
  FULMAR_BIND: '192.0.2.11',
  HTTPS_PROXY: 'http://192.0.2.12:3128',
};

describe('the checks of a server', () => {
  const open = new AsyncDisposableStack();
  let deps: ServerDeps;
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-checks-'));
    open.defer(() => rm(folder, { recursive: true, force: true }));
    const config = readConfig({ ...environment, FULMAR_DATA: folder });
    deps = await openServerDeps(config, { log: createLogger('silent') }, open);
  });
  after(() => open.disposeAsync());

  const detailOf = (host: string) => detailWith({}, host);
  const detailWith = async (changed: Partial<ServerDeps['config']>, host: string) => {
    const checks = createChecks({ ...deps, config: { ...deps.config, ...changed } });
    const check = checkSchema.parse({ kind: 'tcp', host, port: 9, timeout: 1 });
    const { signal } = new AbortController();
    return (await checks.run(check, { signal, account: 'alice', lines: () => [] })).detail;
  };

  for (const host of ['192.0.2.10', '192.0.2.11', '192.0.2.12', 'localhost', '127.0.0.1', '::1']) {
    it(`never ask Fulmar itself, whatever is named [${host}]`, async () => {
      assert.match(await detailOf(host), /may not ask/);
    });
  }

  it('never ask the machine by any of its addresses', async () => {
    const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of all) assert.match(await detailOf(address), /may not ask/);
  });

  it('never ask the database', async () => {
    const database = { url: 'postgres://fulmar@192.0.2.13/fulmar' };
    assert.match(await detailWith({ database }, '192.0.2.13'), /may not ask/);
  });

  it('never ask the database where its address names it otherwise', async () => {
    const database = { url: 'postgres:///fulmar?host=192.0.2.15' };
    assert.match(await detailWith({ database }, '192.0.2.15'), /may not ask/);
  });

  it('never ask where images are kept', async () => {
    const images = parse.imagesAddress.parse('s3://images?endpoint=https://192.0.2.16:9000');
    assert.match(await detailWith({ images }, '192.0.2.16'), /may not ask/);
  });

  it('never ask a host from the moment on that it is added', async () => {
    assert.doesNotMatch(await detailOf('192.0.2.14'), /may not ask/);
    await deps.database.em().insert(StoredHost, {
      ...{ id: randomUUID(), name: parseLabel('one'), transport: 'tls', address: '192.0.2.14' },
      ...{ port: 1025, certificate: null, sealedKey: null, fingerprint: null, ssh: null },
      createdAt: new Date(),
    });
    assert.match(await detailOf('192.0.2.14'), /may not ask/);
  });
});
