import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { asBrowser } from '../identity/accounts/http-fixture.ts';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';
import { until } from '../unikernels/unikernel-world.ts';

const bob = { email: 'bob@example.org', password: 'correct horse' };
const elsewhere = { 'x-forwarded-for': '203.0.113.9' };

describe('metrics that are read from elsewhere', () => {
  let server: OwnServer;
  let ofBob: Readonly<Record<string, string>>;

  before(async () => {
    server = await OwnServer.open();
    const { json } = await server.expect(201, '/accounts', { json: { name: 'bob', ...bob } });
    const { id } = Object(json);
    await server.expect(200, `/accounts/${id}`, { method: 'PATCH', json: { active: true } });
    const policy = { unikernels: 5, memory: 512, storage: 64, cpuids: [0], bridges: ['service'] };
    await server.expect(200, `/accounts/${id}/policies/one`, { method: 'PUT', json: policy });
    ofBob = asBrowser(await ask(`${server.url}/api/v1`, '/session', { json: bob }));
  });
  after(() => server?.close());

  const tokenWith = async (scopes: readonly string[], names?: readonly string[]) => {
    const json = { name: 'prometheus', scopes, ...(names && { names }) };
    const made = await ask(`${server.url}/api/v1`, '/tokens', { json, headers: ofBob });
    assert.equal(made.status, 201, made.text);
    return `${Object(made.json).secret}`;
  };
  const read = (token: string) => ask(server.url, '/metrics', { token, headers: elsewhere });

  const deploy = async (name: string, token?: string) => {
    const form = new FormData();
    form.append('config', JSON.stringify({ name }));
    form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form, ...(token && { token }) });
  };

  it('are the server’s for an administrator', async () => {
    const token = await server.administrator.makeToken(server.url, ['metrics:read']);
    const { status, text } = await read(token);
    assert.equal(status, 200);
    assert.match(text, /fulmar_hosts\{state="online"\}/);
    assert.match(text, /fulmar_process_resident_memory_bytes/);
  });

  it('name no host that an administrator’s token is not for', async () => {
    const json = { name: 'prometheus', scopes: ['metrics:read'], hosts: ['two'] };
    const { json: made } = await server.expect(201, '/tokens', { json });
    const { text } = await read(`${Object(made).secret}`);
    assert.match(text, /fulmar_hosts\{state="online"\}/);
    assert.doesNotMatch(text, /host="one"/);
  });

  it('are the account’s own for others, as far as the token reaches', async () => {
    const all = await tokenWith(['metrics:read', 'unikernels:write']);
    const few = await tokenWith(['metrics:read'], ['other-*']);
    await deploy('web', all);
    await deploy('not-of-bob');
    const own = '{host="one",account="bob",unikernel="web"';
    const running = `fulmar_unikernel_state${own},state="running"} 1\n`;
    await until(async () => (await read(all)).text.includes(running));
    const { status, text, headers } = await read(all);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/plain; version=/);
    const series = text.split('\n').filter((line) => line && !line.startsWith('#'));
    const ofUnikernels = series.filter((line) => line.startsWith('fulmar_unikernel_'));
    assert.deepEqual(
      series.filter((line) => !ofUnikernels.includes(line)),
      [
        'fulmar_host_up{host="one"} 1',
        'fulmar_host_maintenance{host="one"} 0',
        'fulmar_account_unikernels{host="one",desired="running"} 1',
        'fulmar_account_spool_taken_bytes 0',
      ],
    );
    assert.deepEqual(
      ofUnikernels.filter((line) => !line.includes(own)),
      [],
    );
    assert.doesNotMatch((await read(few)).text, /unikernel/);
  });

  it('are not for the token that an account begins with, nor for one that reads only', async () => {
    const { json } = await ask(`${server.url}/api/v1`, '/tokens', { headers: ofBob });
    const tokens: readonly { name: string; scopes: string[] }[] = Object(json).data;
    const first = tokens.find(({ name }) => name === 'default');
    assert.ok(first);
    assert.equal((await read(await tokenWith(first.scopes))).status, 403);
  });
});
