import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/base/log.ts';
import { readConfig } from '../../src/server/configuration.ts';
import { ask } from '../support/request.ts';
import { startTestServer } from '../support/test-server.ts';
import { linkIn, TestMailServer } from './test-mail-server.ts';

const serverAddress = 'https://localhost/fulmar';

describe('a server with a mail server', function () {
  this.timeout(60_000);
  const cleanup = new AsyncDisposableStack();
  let mails: TestMailServer;
  let url: string;
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-mail-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    mails = await TestMailServer.open({ login: { user: 'fulmar', password: 'p:w@d' } });
    cleanup.defer(() => mails.close());
    const config = readConfig({
      FULMAR_DATA: folder,
      FULMAR_PORT: '0',
      FULMAR_URL: serverAddress,
      FULMAR_SMTP_URL: mails.url,
      FULMAR_MAIL_FROM: 'fulmar@example.org',
    });
    const server = await startTestServer(config, { log: createLogger('silent') });
    cleanup.defer(() => server.close());
    url = `${server.url.replace('127.0.0.1', 'localhost')}/fulmar/api/v1`;
  });
  after(() => cleanup.disposeAsync());

  it('sends a link for a forgotten password, which works', async () => {
    const ada = { name: 'ada', email: 'ada@example.org', password: 'correct horse' };
    const made = await ask(url, '/accounts', { json: ada });
    assert.equal(made.status, 201, made.text);
    const setup = await ask(url, '/setup');
    assert.equal(Object(setup.json).mail, true);
    const told = await ask(url, '/account/password-reset/link', { json: { account: 'ada' } });
    assert.equal(told.status, 204, told.text);
    const [mail] = await mails.have(1);
    assert.ok(mail);
    const { pathname, hash } = new URL(linkIn(mail, serverAddress));
    assert.equal(pathname, '/fulmar/reset-password');
    const json = { token: hash.slice(1), password: 'another horse' };
    const reset = await ask(url, '/account/password-reset', { json });
    assert.equal(reset.status, 204, reset.text);
    const { email } = ada;
    const entered = await ask(url, '/session', { json: { email, password: 'another horse' } });
    assert.equal(entered.status, 200, entered.text);
  });
});
