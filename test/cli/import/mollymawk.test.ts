import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { generousPolicy } from '../../server/support/administrator.ts';
import { OwnServer } from '../../support/own-server.ts';
import { ask } from '../../support/request.ts';
import { RestoredServer } from '../backup/restored-server.ts';
import { callCommand } from '../support/call-command.ts';
import { storeOf } from './mollymawk-data.ts';

/** Of `carol`, in the sample. */
const secret = '68f7a3f3-e911-4302-b616-cd5d9d0b7743';

describe('fulmar server import mollymawk', function () {
  this.timeout(120_000);
  let former: OwnServer;
  let server: OwnServer;
  let file: string;
  let said: readonly string[];
  before(async () => {
    // The host that mollymawk has used, on which carol has a policy and nobody here knows of it.
    former = await OwnServer.open();
    server = await OwnServer.open();
    const carol = { name: 'carol', email: 'carol@example.org', password: 'carols own password' };
    const { json } = await former.expect(201, '/accounts', { json: carol });
    const id = Reflect.get(Object(json), 'id');
    await former.expect(200, `/users/${id}`, { method: 'PATCH', json: { active: true } });
    const policy = { method: 'PUT', json: generousPolicy };
    await former.expect(200, `/users/${id}/policies/one`, policy);
    const template = { unikernels: 2, memory: 64, storage: 10, defaultOn: ['one'] };
    await server.expect(200, '/policy-templates/small', { method: 'PUT', json: template });
    file = join(server.folder, 'mollymawk.json');
    await writeFile(file, JSON.stringify(storeOf(former)));
  });
  after(async () => {
    await server?.close();
    await former?.close();
  });

  const run = (...words: string[]) => {
    const environment = { FULMAR_DATA: join(server.folder, 'data') };
    return callCommand(server.folder, ['server', 'import', 'mollymawk', ...words], { environment });
  };
  const states = (text: string) =>
    [...text.matchAll(/^(account|token|host|policy)\s+(\S+).*?(new|known|collision|failed)/gm)].map(
      ([, what, name, state]) => `${what} ${name} ${state}`,
    );

  it('says what it would do, and does nothing', async () => {
    const { code, stdout, stderr } = await run(file);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Nothing was changed/);
    said = states(stdout);
    assert.deepEqual(said, [
      'account dave.2 new',
      'account carol new',
      'token dave.2/dave new',
      'token carol/ci new',
      'token carol/acc new',
      'host real new',
      'policy carol@real new',
    ]);
    assert.match(stdout, /Not imported: sessions \(\d+\)\./);
    const { text } = await server.expect(200, '/users');
    assert.ok(!text.includes('carol'));
  });

  it('sees by a policy on a host that somebody was active once', async () => {
    const [carol, ...others] = [...storeOf(former).users].sort((a) =>
      a.name === 'carol' ? -1 : 1,
    );
    const traces = { tokens: [], unikernel_updates: [], scaling_policies: [] };
    const users = [{ ...carol, active: false, ...traces }, ...others];
    const [host] = storeOf(former).configuration;
    const standing = async (configuration: object) => {
      await writeFile(`${file}.once`, JSON.stringify({ ...storeOf(former), users, configuration }));
      return /^account\s+carol.*$/m.exec((await run(`${file}.once`)).stdout)?.[0];
    };
    assert.match(`${await standing([host])}`, /no longer active: suspended/);
    assert.match(`${await standing([])}`, /never active: waits for approval/);
  });

  it('does it, and the curl of a pipeline works on', async () => {
    const { code, stdout, stderr } = await run(file, '--apply');
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(states(stdout), said);
    const [, link] = /^carol {2}\S+#(\S+)$/m.exec(stdout) ?? [];
    const form = new FormData();
    form.set('albatross_instance', 'real');
    form.set('unikernel_name', 'hello');
    form.set('unikernel_config', JSON.stringify({ typ: 'solo5', memory: 32, cpuid: 0 }));
    form.set('binary', new Blob([sampleImage()]), 'hello.hvt');
    const url = new URL('/api/unikernel/create', server.url);
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await fetch(url, { method: 'POST', headers, body: form });
    assert.equal(answer.status, 200, await answer.text());
    const list = await fetch(new URL('/api/unikernels', server.url), { headers });
    assert.match(await list.text(), /hello/);
    const password = 'a quite new password';
    await server.expect(204, '/account/password-reset', { json: { token: link, password } });
    const json = { email: 'carol@example.org', password };
    const signedIn = await server.expect(200, '/session', { json });
    assert.partialDeepStrictEqual(signedIn.json, { name: 'carol', admin: true });
  });

  it('has those who are new be given the default policies of hosts that were here', async () => {
    const { json } = await server.expect(200, '/hosts/one/policies');
    const waiting = Object(json).pending.map(({ account }: { account: string }) => account);
    assert.ok(waiting.includes('carol'), JSON.stringify(json));
  });

  it('does nothing by itself until an administrator says so', async () => {
    const { json } = await server.administrator.expect(200, server.url, '/automation');
    assert.partialDeepStrictEqual(json, { paused: true });
  });

  it('finds everything there the second time', async () => {
    const { code, stdout } = await run(file, '--apply');
    assert.equal(code, 0, stdout);
    assert.deepEqual([...new Set(states(stdout).map((line) => line.split(' ').at(-1)))], ['known']);
    assert.doesNotMatch(stdout, /^carol {2}\S*reset-password/m);
  });

  it('names what is in the way, and leaves it out', async () => {
    const store = storeOf(former);
    const [dave, carol] = store.users;
    const twin = {
      ...dave,
      uuid: 'c989a0f0-7cea-4b1a-8ee1-000000000000',
      name: 'alice',
      tokens: [],
    };
    const users = [{ ...twin, email: 'other@example.org' }, carol];
    const configuration = [{ ...store.configuration[0], server_port: 1 }];
    await writeFile(`${file}.other`, JSON.stringify({ ...store, users, configuration }));
    const { code, stdout, stderr } = await run(`${file}.other`, '--apply');
    assert.equal(code, 1);
    assert.match(stderr, /2 of \d+ not imported/);
    assert.match(stdout, /account {2}alice\s+collision {2}the account alice has this name/);
    assert.match(stdout, /host\s+real\s+collision {2}there is a host of this name/);
    assert.doesNotMatch(stdout, /^ *policy/m);
  });

  it('is done by its program where the server does not run, and is there once it does', async () => {
    await using place = await RestoredServer.make();
    const without = await place.control('server/import', { file });
    assert.match(without.text, /There is no .*fulmar\.sqlite/);
    await (await place.start())[Symbol.asyncDispose]();
    const { code, stdout, stderr } = await place.call(['import', 'mollymawk', file, '--apply']);
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(states(stdout), said);
    const [, link] = /^carol {2}\S+#(\S+)$/m.exec(stdout) ?? [];
    await using started = await place.start();
    const password = 'a quite new password';
    const path = '/api/v1/account/password-reset';
    const headers = { 'sec-fetch-site': 'same-origin' };
    const json = { token: link, password };
    assert.equal((await ask(started.url, path, { json, headers })).status, 204);
    const authorization = `Bearer ${secret}`;
    const list = await ask(started.url, '/api/v1/hosts/real/unikernels', {
      headers: { authorization },
    });
    assert.equal(list.status, 200, list.text);
  });

  it('says what is wrong with a file', async () => {
    assert.match(
      (await run('/none')).stderr,
      /The server cannot read \/none: there is no such file or folder\. It sees/,
    );
    await writeFile(`${file}.none`, 'hello');
    assert.match((await run(`${file}.none`)).stderr, /neither a volume of mollymawk’s nor JSON/);
  });
});
