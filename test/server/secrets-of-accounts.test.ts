import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createLogger } from '../../src/base/log.ts';
import { createSend } from '../../src/outgoing/send.ts';
import { dockerPair, gitHubToken } from '../external-credentials/credential-world.ts';
import { TestIssuer } from '../identity/trusts/test-issuer.ts';
import { listening } from '../support/listening.ts';
import { OwnServer } from '../support/own-server.ts';
import { Conversation, fieldOf } from './support/conversation.ts';

const audience = 'https://fulmar.example.org';
const bob = { name: 'bob', email: 'bob@example.org', password: randomBytes(12).toString('hex') };
const password = randomBytes(12).toString('hex');
const sameOrigin = { 'sec-fetch-site': 'same-origin' };

/** Signs bob up, in by both APIs, and has him get a new password by a link. */
async function signUpAndReset(talk: Conversation): Promise<void> {
  const signedUp = await talk.signUp('default token', bob);
  await talk.browse(`/accounts/${signedUp}`, { method: 'PATCH', json: { active: true } });
  const { email } = bob;
  for (const path of ['/api/v1/session', '/api/login']) {
    const { headers } = await talk.ask(path, { json: { email, password: bob.password } });
    const [, secret = ''] = headers.getSetCookie()[0]?.split(/[=;]/) ?? [];
    talk.learn(`session of ${path}`, secret);
  }
  const offer = `/accounts/${signedUp}/password-reset`;
  const link = await talk.reveal('reset link', offer, { method: 'POST' }, 'token');
  const redeem = { json: { token: link, password }, headers: sameOrigin };
  const redeemed = await talk.ask('/api/v1/account/password-reset', redeem);
  assert.equal(redeemed.status, 204, redeemed.text);
  await talk.ask('/api/v1/account/password-reset', redeem);
}

/** Makes a token and gives it new secrets, with grace and without. */
async function rotate(talk: Conversation): Promise<void> {
  const json = { name: 'ci', scopes: ['tokens:write'] };
  const token = await talk.reveal('made token', '/tokens', { json }, 'secret');
  const current = await talk.ask('/api/v1/tokens/current', { token });
  const path = `/tokens/${fieldOf(current, 'id')}`;
  for (const grace of [3600, 0]) {
    const again = { json: { grace } };
    const secret = await talk.reveal(`rotated, ${grace} s`, `${path}/rotate`, again, 'secret');
    await talk.ask('/api/v1/tokens/current', { token: secret });
    await talk.ask('/api/v1/tokens/current', { token });
  }
  await talk.browse(`${path}/commands`);
  await talk.browse(path, { method: 'DELETE' });
}

/** Exchanges identity tokens, good and bad ones. */
async function exchange(talk: Conversation, issuer: TestIssuer): Promise<void> {
  await talk.browse('/issuers', { json: { issuer: issuer.address } });
  const rules = [{ claims: { repository: 'octo/web' }, scopes: ['hosts:read'] }];
  const trust = { name: 'web', issuer: issuer.address, audience, rules };
  const made = await talk.browse('/trusts', { json: trust });
  assert.equal(made.status, 201, made.text);
  const identity = talk.learn('identity token', await issuer.token());
  const json = { token: identity, account: 'alice' };
  await talk.reveal('exchanged token', '/tokens/exchange', { json }, 'secret');
  await talk.browse('/tokens/exchange', { json });
  const foreign = talk.learn('foreign identity token', await issuer.token({ foreign: true }));
  await talk.browse('/tokens/exchange', { json: { token: foreign, account: 'alice' } });
}

async function keepExternal(talk: Conversation): Promise<void> {
  const secrets = { github: gitHubToken, 'docker-hub': dockerPair };
  for (const [service, secret] of Object.entries(secrets)) {
    talk.learn(service, secret);
    for (const path of ['/external-credentials', '/server/external-credentials']) {
      const saved = await talk.browse(`${path}/${service}`, { method: 'PUT', json: { secret } });
      assert.equal(saved.status, 200, saved.text);
      await talk.browse(`${path}/${service}`, { method: 'PUT', json: { secret: `${secret} x` } });
      await talk.browse(`${path}/${service}/check`, { method: 'POST' });
      await talk.browse(path);
    }
  }
}

describe('secrets of accounts', function () {
  this.timeout(60_000);
  let server: OwnServer;
  let issuer: TestIssuer;
  let talk: Conversation;
  const log: Buffer[] = [];

  before(async () => {
    const target = new PassThrough().on('data', (line: Buffer) => log.push(line));
    const loopback = createSend({ plainLoopback: true });
    server = await OwnServer.open({
      log: createLogger('trace', target),
      send: async (request) => {
        if (request.url.hostname === '127.0.0.1') return await loopback(request);
        return {
          status: 401,
          headers: {},
          body: Buffer.from(request.headers?.authorization ?? ''),
        };
      },
    });
    issuer = await TestIssuer.start(() => new Date(), listening);
    const { administrator, url, emulator } = server;
    talk = new Conversation({ url, administrator, token: '' });
    talk.learn('password', bob.password);
    talk.learn('new password', password);
    talk.learn('administrator’s password', administrator.password);
    talk.learn('administrator’s session', administrator.cookie.split('=')[1] ?? '');
    talk.learn('key of the host', emulator.authority.privateKeyPem.split('\n')[1] ?? '');
    await signUpAndReset(talk);
    await rotate(talk);
    await exchange(talk, issuer);
    await keepExternal(talk);
    await talk.browse('/tokens');
    await talk.browse('/audit?limit=200');
  });
  after(async () => {
    await issuer?.close();
    await server?.close();
  });

  it('have been in play, and broken nothing', () => {
    assert.ok(talk.secrets.size >= 15);
    const statuses = new Set(talk.answers.map(({ what }) => what.slice(0, 3)));
    for (const status of ['200', '201', '204', '400', '401'])
      assert.ok(statuses.has(status), status);
    assert.ok(!statuses.has('500'));
  });

  it('are in no answer but the one that shows one once', () => talk.expectSilentAnswers());

  it('are in no line of the log', () => {
    const text = Buffer.concat(log).toString();
    assert.ok(text.split('\n').length > 30);
    talk.expectSilentLog(text);
  });

  it('are in no file of the data folder, though the database is there', async () => {
    await talk.expectSilentFiles(join(server.folder, 'data'));
  });
});
