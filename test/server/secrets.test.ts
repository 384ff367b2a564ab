import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import type { Told } from '../support/request.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { Conversation } from './support/conversation.ts';
import { copyFolder } from './support/copy-folder.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { speakOfSsh } from './support/speak-of-ssh.ts';

/** Made up, and told to the server where it does not belong or is wrong. */
const misplaced = `misplaced${randomBytes(12).toString('hex')}`;
/** A unikernel's arguments are its owner's to see, and nobody else's. */
const argument = `argument${randomBytes(12).toString('hex')}`;
/** What an account keeps to be filled in. */
const keptSecret = `kept-secret${randomBytes(12).toString('hex')}`;
const newPassword = randomBytes(12).toString('base64url');
const strangersPassword = randomBytes(12).toString('base64url');

async function signInAndOut(talk: Conversation, { administrator }: ServerWorld): Promise<void> {
  const { email, password } = administrator;
  const sameOrigin = { 'sec-fetch-site': 'same-origin' };
  const signIn = (json: unknown) =>
    talk.ask('/api/v1/session', { json, headers: sameOrigin, method: 'POST' });
  await signIn({ email, password: misplaced });
  await signIn({ email: misplaced, password: misplaced });
  await signIn({ email, password: [misplaced] });
  await signIn({ email, password, extra: misplaced });
  await talk.ask('/api/v1/session', {
    body: `{"email": "${email}", "password": "${misplaced}" oops`,
    headers: { ...sameOrigin, 'content-type': 'application/json' },
  });
  await talk.ask('/api/v1/session', {
    body: `${misplaced}`,
    headers: { ...sameOrigin, 'content-type': 'application/json' },
  });
  const { headers } = await signIn({ email, password });
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  talk.learn('second session', cookie.split('=')[1] ?? '');
  await talk.ask('/api/v1/session', { method: 'DELETE', headers: { ...sameOrigin, cookie } });
  await talk.ask('/api/v1/account', { headers: { cookie } });
  await talk.ask('/api/login', { json: { email, password } });
  await talk.ask('/api/login', { json: { email, password: misplaced } });
  const stranger = { name: 'stranger', email: 'stranger@example.org', password: strangersPassword };
  await talk.ask('/api/v1/accounts', { json: { ...stranger, code: misplaced } });
  await talk.signUp('default token', stranger);
  await signIn({ email: stranger.email, password: strangersPassword });
}

async function useTokens(talk: Conversation, { token }: ServerWorld): Promise<void> {
  const make = { json: { name: 'another', scopes: ['tokens:read'], names: ['web-*'] } };
  const made = await talk.reveal('made token', '/tokens', make, 'secret');
  const list = await talk.browse('/tokens');
  const [first] = Reflect.get(Object(list.json), 'data');
  const rotate = { method: 'POST' };
  await talk.reveal('rotated token', `/tokens/${first.id}/rotate`, rotate, 'secret');
  const keyed = { ...make, headers: { 'idempotency-key': 'once' } };
  await talk.reveal('token made once', '/tokens', keyed, 'secret');
  await talk.browse('/tokens', keyed);
  for (const wrong of [`${token.slice(0, -1)}x`, made.toUpperCase(), `fmr_${misplaced}`]) {
    await talk.ask('/api/v1/tokens/current', { token: wrong });
    await talk.ask('/api/unikernels', { token: wrong });
  }
  const basic = Buffer.from(`token:${made}`).toString('base64');
  talk.learn('Basic credential', basic);
  await talk.ask('/api/v1/tokens', { headers: { authorization: `Basic ${basic}` } });
  await talk.ask(`/api/v1/tokens?token=${made}`);
  await talk.ask(`/api/v1/tokens/${made}`, { token });
  await talk.ask(`/${made}`);
  await talk.ask('/api/v1/hosts', { token: made });
}

async function manageHosts(talk: Conversation, { emulator }: ServerWorld): Promise<void> {
  const { address, port, authority } = emulator;
  const host = { name: 'two', transport: 'tls', address, port, allowDuplicate: true };
  const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
  await talk.browse('/hosts', { json: { ...host, certificate: privateKey, privateKey } });
  await talk.browse('/hosts', { json: { ...host, certificate, privateKey: certificate } });
  await talk.browse('/hosts', { json: { ...host, certificate, privateKey: misplaced } });
  await talk.browse('/hosts', { json: { ...host, certificate, privateKey: { misplaced } } });
  await talk.browse('/hosts', { json: { ...host, port: 1, certificate, privateKey } });
  await talk.browse('/hosts', { json: { ...host, certificate, privateKey } });
  await talk.browse('/hosts/two', { method: 'PATCH', json: { certificate, privateKey } });
  await talk.browse('/hosts/two/check', { method: 'POST' });
  await talk.browse('/hosts');
  emulator.faults.certificate = 'other-key';
  await talk.browse('/hosts/two/check', { method: 'POST' });
  emulator.faults.clear();
}

/** As somebody who may only look, and with a host that repeats in its words what it was told. */
async function lookAndChange(talk: Conversation, { emulator }: ServerWorld): Promise<void> {
  const place = '/api/v1/hosts/one/unikernels';
  const json = { name: 'reader', scopes: ['unikernels:read'] };
  const token = await talk.reveal('reader', '/tokens', { json }, 'secret');
  const paths = [place, `${place}/hello`, '/api/v1/unikernels', '/api/unikernels'];
  for (const path of [...paths, `${place}/hello/deployments`, '/api/v1/deployments']) {
    assert.equal((await talk.ask(path, { token })).status, 200, path);
  }
  for (const told of [await talk.own(`${place}/hello`, {}), await talk.own(place, {})]) {
    assert.ok(told.text.includes(argument) && !told.text.includes(keptSecret));
  }
  const words = `no: --key=${argument} --seed ${argument} --dns=name:${keptSecret}`;
  const answers: Told[] = [];
  const restart = { method: 'POST' };
  for (const kind of ['failure', 'failure'] as const) {
    emulator.faults.add({ kind, words }, { command: 'unikernel-restart', times: 1 });
    answers.push(await talk.deploy(`${place}/hello/restart`, restart));
    Object.assign(restart, { json: { startup: 7 } });
  }
  for (const { status, text } of answers) assert.ok(status === 422 && text.includes('no: '), text);
  await talk.deploy(`${place}/hello/restart`, { json: { arguments: [`--x=\${secret:NONE}`] } });
  await talk.deploy(`${place}/hello/deployments`);
  // Whoever writes an argument is told how to write it; nobody else.
  const divided = { json: { arguments: [`--key=${argument} two`] } };
  assert.equal((await talk.own(`${place}/hello/restart`, divided)).status, 400);
  for (const path of ['/hosts', '/hosts/one', '/audit']) {
    assert.equal((await talk.browse(path)).status, 200, path);
  }
}

async function runThings(talk: Conversation, world: ServerWorld): Promise<void> {
  const place = '/api/v1/hosts/one';
  const saved = { method: 'PUT', json: { value: keptSecret } };
  assert.equal((await talk.browse('/secrets/KEPT', saved)).status, 201);
  await talk.browse('/secrets/KEPT', saved);
  await talk.browse('/secrets/kept', saved);
  await talk.browse('/secrets');
  const given = [`--key=${argument}`, '--seed', argument, `--dns=name:\${secret:KEPT}`];
  const config = { name: 'hello', arguments: given };
  const body = formOf([
    ['config', config],
    ['image', sampleImage()],
  ]);
  const headers = { 'idempotency-key': 'deploy-once' };
  const made = await talk.own(`${place}/unikernels`, { body, headers });
  assert.equal(made.status, 201);
  assert.ok(!made.text.includes(keptSecret));
  await lookAndChange(talk, world);
  await talk.deploy(`${place}/volumes`, { json: { name: 'data', size: 1 } });
  const upload = { method: 'PUT', body: misplaced };
  await talk.deploy(`${place}/volumes/data/data`, upload);
  await talk.deploy(`${place}/volumes/data/data`, {
    ...upload,
    headers: { 'content-encoding': 'gzip' },
  });
  await talk.deploy(`${place}/unikernels/hello`, { method: 'DELETE' });
}

async function changePassword(talk: Conversation, { administrator }: ServerWorld): Promise<void> {
  const change = (json: unknown) => talk.browse('/account', { method: 'PATCH', json });
  await change({ password: newPassword, currentPassword: misplaced });
  await change({ password: newPassword });
  await change({ password: newPassword, currentPassword: administrator.password });
}

describe('secrets', function () {
  this.timeout(60_000);
  const server = useServer({ environment: { FULMAR_LOG_LEVEL: 'trace' } });
  let talk: Conversation;
  let log = '';

  before(async () => {
    const world = server();
    talk = new Conversation(world);
    talk.learn('misplaced', misplaced);
    talk.learn('argument', argument);
    talk.learn('kept secret', keptSecret);
    talk.learn('password', world.administrator.password);
    talk.learn('new password', newPassword);
    talk.learn('stranger’s password', strangersPassword);
    talk.learn('token', world.token);
    talk.learn('session', world.administrator.cookie.split('=')[1] ?? '');
    talk.learn('key of the host', world.emulator.authority.privateKeyPem.split('\n')[1] ?? '');
    const key = await readFile(join(world.folder, 'data', 'secret-key'), 'utf8');
    talk.learn('key of the database', key.trim());
    await signInAndOut(talk, world);
    await useTokens(talk, world);
    await manageHosts(talk, world);
    await speakOfSsh(talk, randomBytes(12).toString('hex'));
    await runThings(talk, world);
    await changePassword(talk, world);
    await copyFolder(join(world.folder, 'data'), join(world.folder, 'running'));
    await world.server.terminate();
    log = world.server.output + world.server.errors;
  });

  it('have been in play, and broken nothing', () => {
    const statuses = new Set(talk.answers.map(({ what }) => what.slice(0, 3)));
    for (const status of ['200', '201', '400', '401', '403', '404', '409', '422', '502']) {
      assert(statuses.has(status), status);
    }
    assert(!statuses.has('500'));
  });

  it('are in no line of the log, though everything is logged', () => {
    assert(log.split('\n').length > 40);
    talk.expectSilentLog(log);
  });

  it('are in no file of the data folder, though the database is there', async () => {
    for (const folder of ['running', 'data']) {
      await talk.expectSilentFiles(join(server().folder, folder));
    }
  });

  it('are in no answer but the one that shows one once', () => {
    talk.expectSilentAnswers();
  });

  it('have no company of stacks in answers', () => {
    for (const { what, text } of talk.answers) {
      assert.doesNotMatch(text, /(?:\n|\\n)\s*at |\.ts\b|node_modules|node:internal/, what);
    }
  });
});
