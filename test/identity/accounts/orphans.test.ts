import assert from 'node:assert/strict';
import { generousPolicy } from '../../server/support/administrator.ts';
import { OwnServer } from '../../support/own-server.ts';
import { ask } from '../../support/request.ts';
import { formOf, imageWith } from '../../unikernels/deploy-form.ts';

const password = 'correct horse';

describe('an account that an administrator ends', () => {
  let server: OwnServer;
  let id: string;
  let token: string;

  beforeEach(async () => {
    server = await OwnServer.open();
    const json = { name: 'bob', email: 'bob@example.org', password };
    ({ id } = Object((await ask(server.url, '/api/v1/accounts', { json })).json));
    await server.expect(200, `/users/${id}`, { method: 'PATCH', json: { active: true } });
    const policy = { method: 'PUT', json: generousPolicy };
    await server.expect(200, `/users/${id}/policies/one`, policy);
    token = await makeToken();
    for (const name of ['web', 'api']) await create(name);
    await server.expect(201, '/hosts/one/volumes', { token, json: { name: 'data', size: 1 } });
  });
  afterEach(() => server.close());

  const makeToken = async (): Promise<string> => {
    const signedIn = await ask(server.url, '/api/v1/session', {
      json: { email: 'bob@example.org', password },
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const json = { name: 'ci', scopes: ['unikernels:write', 'volumes:write'] };
    const made = await ask(server.url, '/api/v1/tokens', { json, headers });
    return Object(made.json).secret;
  };

  const create = async (name: string) => {
    const body = formOf([
      ['config', { name }],
      ['image', imageWith()],
    ]);
    await server.expect(201, '/hosts/one/unikernels', { token, body });
  };

  const running = async (): Promise<readonly string[]> => {
    const list = await server.expect(200, '/unikernels?account=bob');
    return Object(list.json).data.map(({ name }: { name: string }) => name);
  };

  const volumes = async () =>
    Object((await server.expect(200, '/hosts/one/volumes?account=bob')).json).data.length;

  const each = (destroyed: boolean) => [
    { host: 'one', name: 'api', destroyed },
    { host: 'one', name: 'web', destroyed },
  ];

  it('leaves its unikernels, which are listed, and its volumes', async () => {
    const { json } = await server.expect(200, `/users/${id}`, { method: 'DELETE' });
    assert.deepEqual(json, { unikernels: each(false), errors: [] });
    assert.deepEqual(await running(), ['api', 'web']);
    assert.equal((await server.ask('/unikernels', { token })).status, 401);
  });

  it('is deleted with its unikernels where that is asked for, but not with its volumes', async () => {
    const { json } = await server.expect(200, `/users/${id}?destroy=true`, { method: 'DELETE' });
    assert.deepEqual(json, { unikernels: each(true), errors: [] });
    assert.deepEqual(await running(), []);
    assert.equal(await volumes(), 1);
  });

  it('is deactivated in the same way', async () => {
    const off = { method: 'PATCH', json: { active: false } };
    const kept = await server.expect(200, `/users/${id}`, off);
    assert.deepEqual(Object(kept.json).leftovers, { unikernels: each(false), errors: [] });
    assert.equal((await server.ask('/unikernels', { token })).status, 401);
    const ended = await server.expect(200, `/users/${id}?destroy=true`, off);
    assert.deepEqual(Object(ended.json).leftovers, { unikernels: each(true), errors: [] });
    const on = { method: 'PATCH', json: { active: true } };
    await server.expect(400, `/users/${id}?destroy=true`, on);
    const back = await server.expect(200, `/users/${id}`, on);
    assert.ok(!('leftovers' in Object(back.json)));
  });

  it('is ended also where a host is away, which is named', async () => {
    await server.emulator.close();
    const { json } = await server.expect(200, `/users/${id}?destroy=true`, { method: 'DELETE' });
    const { unikernels, errors } = Object(json);
    assert.deepEqual(unikernels, []);
    assert.equal(errors[0].host, 'one');
    assert.equal((await server.ask('/unikernels', { token })).status, 401);
  });
});
