import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../../src/base/log.ts';
import { readConfig } from '../../../src/server/configuration.ts';
import type { FulmarServer } from '../../../src/server/start-server.ts';
import { ask } from '../../support/request.ts';
import { startTestServer } from '../../support/test-server.ts';
import { callCommand } from '../support/call-command.ts';
import { userOf } from './mollymawk-data.ts';

describe('users of mollymawk on a server without accounts', function () {
  this.timeout(60_000);
  let folder: string;
  let server: FulmarServer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-first-'));
    const config = readConfig({ FULMAR_DATA: join(folder, 'data'), FULMAR_PORT: '0' });
    server = await startTestServer(config, { log: createLogger('silent') });
  });
  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (...users: readonly object[]) => {
    const file = join(folder, 'mollymawk.json');
    await writeFile(file, JSON.stringify({ version: 10, users, configuration: [] }));
    const environment = { FULMAR_DATA: join(folder, 'data') };
    const words = ['server', 'import', 'mollymawk', file, '--apply'];
    return await callCommand(folder, words, { environment });
  };

  it('are not taken over where none of them could administrate', async () => {
    const asleep = userOf('bob', { super_user: true, active: false });
    const told = await run(userOf('ann'), asleep);
    assert.equal(told.code, 1);
    assert.match(
      told.stderr,
      /has an active administrator: make one first, with fulmar admin create/,
    );
    const { json } = await ask(server.url, '/api/v1/setup');
    assert.partialDeepStrictEqual(json, { unclaimed: true });
  });

  it('says of whom nothing can be read where none of the others could administrate', async () => {
    const damaged = userOf('carol', { super_user: true, created_at: 'yesterday' });
    const told = await run(userOf('ann'), damaged);
    assert.equal(told.code, 1);
    assert.match(told.stderr, /cannot be read: carol \(it is not .*its created_at: /);
  });

  it('are the first accounts where one is an administrator', async () => {
    const told = await run(userOf('ann'), userOf('carol', { super_user: true }));
    assert.equal(told.code, 0, told.stderr);
    const { json } = await ask(server.url, '/api/v1/setup');
    assert.partialDeepStrictEqual(json, { unclaimed: false });
    const [, token] = /^carol {2}\S+#(\S+)$/m.exec(told.stdout) ?? [];
    const password = 'a quite new password';
    const reset = { method: 'POST', json: { token, password } };
    assert.equal((await ask(server.url, '/api/v1/account/password-reset', reset)).status, 204);
    const login = { json: { email: 'carol@example.org', password } };
    const { json: carol } = await ask(server.url, '/api/v1/session', login);
    assert.partialDeepStrictEqual(carol, { name: 'carol', admin: true });
  });

  it('are given another link the next time, until they have signed in', async () => {
    const ann = userOf('ann');
    const [first, second] = [await run(ann), await run(ann)];
    const tokenIn = (text: string) => /^ann {2}\S+#(\S+)$/m.exec(text)?.[1];
    assert.equal(second.code, 0, second.stderr);
    const token = tokenIn(second.stdout);
    assert.ok(token && token !== tokenIn(first.stdout), second.stdout);
    const password = 'a quite new password';
    const reset = { method: 'POST', json: { token, password } };
    assert.equal((await ask(server.url, '/api/v1/account/password-reset', reset)).status, 204);
    await ask(server.url, '/api/v1/session', { json: { email: 'ann@example.org', password } });
    assert.equal(tokenIn((await run(ann)).stdout), undefined);
  });
});
