import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { generousPolicy } from '../../server/support/administrator.ts';
import { until } from '../../server/support/until.ts';
import { OwnServer } from '../../support/own-server.ts';
import { type Ask, ask } from '../../support/request.ts';
import { formOf, imageWith } from '../../unikernels/deploy-form.ts';

const password = 'correct horse';

describe('an account that an administrator ends', () => {
  let server: OwnServer;
  let id: string;
  let token: string;

  beforeEach(async () => {
    server = await OwnServer.open({}, {}, { statsInterval: 100 });
    const json = { name: 'bob', email: 'bob@example.org', password };
    ({ id } = Object((await ask(server.url, '/api/v1/accounts', { json })).json));
    await server.expect(200, `/accounts/${id}`, { method: 'PATCH', json: { active: true } });
    const policy = { method: 'PUT', json: generousPolicy };
    await server.expect(200, `/accounts/${id}/policies/one`, policy);
    token = await makeToken();
    for (const name of ['web', 'api']) await create(name);
    await server.expect(201, '/hosts/one/volumes', { token, json: { name: 'data', size: 1 } });
  });
  afterEach(() => server.close());

  /** Asks in a session of bob's. */
  const asBob = async () => {
    const signedIn = await ask(server.url, '/api/v1/session', {
      json: { email: 'bob@example.org', password },
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    return async (status: number, path: string, options: Ask) => {
      const told = await ask(`${server.url}/api/v1`, path, { ...options, headers });
      assert.equal(told.status, status, told.text);
      return told;
    };
  };

  const makeToken = async (): Promise<string> => {
    const json = { name: 'ci', scopes: ['unikernels:write', 'volumes:write'] };
    return Object((await (await asBob())(201, '/tokens', { json })).json).secret;
  };

  const create = async (name: string, args: readonly string[] = [], failBehaviour?: 'quit') => {
    const body = formOf([
      ['config', { name, arguments: args, failBehaviour }],
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

  it('stays while anything of it is on a host, which is shown before', async () => {
    const holdings = await server.expect(200, '/accounts/bob/holdings');
    const places = [
      { host: 'one', name: 'api' },
      { host: 'one', name: 'web' },
    ];
    assert.partialDeepStrictEqual(holdings.json, {
      counts: { trusts: 0, secrets: 0, tokens: 2, unikernels: 2, releases: 2 },
      unikernels: places,
      volumes: [{ host: 'one', name: 'data', size: 1 }],
      errors: [],
    });
    const refused = await server.expect(409, `/accounts/${id}`, { method: 'DELETE' });
    assert.equal(Object(refused.json).code, 'account-in-use');
    assert.match(Object(refused.json).detail, /bob still has 2 unikernels and 1 volume\./);
    assert.deepEqual(await running(), ['api', 'web']);
    await server.expect(200, '/unikernels', { token });
  });

  it('is shown with all that is kept of its unikernels and for it', async () => {
    const own = await asBob();
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const web = '/hosts/one/unikernels/web';
    const checks = [{ kind: 'tcp', host: '127.0.0.1', port: 9 }];
    const guarded = { deletionProtection: true };
    const hook = {
      name: 'hook',
      kind: 'webhook',
      url: 'https://hooks.example.org/',
      types: ['unikernel.missing'],
    };
    await own(201, '/channels', { json: hook });
    await own(201, '/mutes', { json: { object: 'hosts/one/unikernels/web', until: inAnHour } });
    await own(200, `${web}/checks`, { method: 'PUT', json: { checks } });
    const lock = { reason: 'Not today.', until: inAnHour };
    await own(200, `${web}/lock`, { method: 'PUT', json: lock });
    await own(200, '/hosts/one/volumes/data', { method: 'PATCH', json: guarded });
    const counts = async () =>
      Object((await server.expect(200, '/accounts/bob/holdings')).json).counts;
    await until(async () => {
      const { consoles, metrics } = await counts();
      return consoles === 2 && metrics === 2;
    });
    assert.partialDeepStrictEqual(await counts(), {
      ...{ channels: 1, mutes: 1, checks: 1, deploymentLocks: 1, volumes: 1 },
      ...{ emailLinks: 0, pendingPolicies: 0, uploads: 0 },
    });
  });

  it('is deleted with its unikernels where that is asked for, but not with its volumes', async () => {
    const { json } = await server.expect(200, `/accounts/${id}?destroy=true`, { method: 'DELETE' });
    assert.deepEqual(json, { unikernels: each(true), errors: [] });
    assert.deepEqual(await running(), []);
    assert.equal(await volumes(), 1);
  });

  it('is deleted with those that are between two starts', async () => {
    const loopers = ['l1', 'l2', 'l3', 'l4', 'l5'];
    for (const name of loopers) await create(name, ['--emulator-exit=2']);
    const { json } = await server.expect(200, `/accounts/${id}?destroy=true`, { method: 'DELETE' });
    const { unikernels, errors } = Object(json);
    const names = unikernels.map(({ name }: { name: string }) => name).sort();
    assert.deepEqual([names, errors], [['api', ...loopers, 'web'], []]);
    assert.equal(server.emulator.host.running.size, 0);
  });

  for (const method of ['DELETE', 'PATCH']) {
    it(`ends with the deployments that it has under way [${method}]`, async () => {
      const running = () => server.emulator.host.running.get(parseName('bob:web'));
      const first = running()?.digest;
      const ids: string[] = [];
      for (const settle of [600, 1]) {
        const body = formOf([
          ['settle', settle],
          ['image', imageWith([], `of ${settle}`)],
        ]);
        const begun = await server.expect(202, '/hosts/one/unikernels/web/deployments', {
          ...{ token, body, headers: { prefer: 'wait=0' } },
        });
        ids.push(Object(begun.json).id);
      }
      const show = async (each = '') =>
        Object((await server.expect(200, `/deployments/${each}?account=bob`)).json);
      await until(() => first !== undefined && running()?.digest.equals(first) === false);
      const { unikernels } = server.emulator.host;
      unikernels.destroy(parseName('bob:web')); // what is watched has ended
      unikernels.destroy(parseName('bob:web'));
      const json = { active: false };
      const ask = method === 'PATCH' ? { method, json } : { method };
      const told = await server.expect(200, `/accounts/${id}?destroy=true`, ask);
      assert.deepEqual(Object(told.json).leftovers?.errors ?? Object(told.json).errors, []);
      for (const each of ids) await until(async () => !!(await show(each)).finishedAt);
      assert.equal(server.emulator.host.running.size, 0);
    });
  }

  it('is suspended with what it has running, which is listed', async () => {
    const off = { method: 'PATCH', json: { active: false } };
    const kept = await server.expect(200, `/accounts/${id}`, off);
    assert.deepEqual(Object(kept.json).leftovers, { unikernels: each(false), errors: [] });
    assert.equal((await server.ask('/unikernels', { token })).status, 401);
    const ended = await server.expect(200, `/accounts/${id}?destroy=true`, off);
    assert.deepEqual(Object(ended.json).leftovers, { unikernels: each(true), errors: [] });
    const on = { method: 'PATCH', json: { active: true } };
    await server.expect(400, `/accounts/${id}?destroy=true`, on);
    const back = await server.expect(200, `/accounts/${id}`, on);
    assert.ok(!('leftovers' in Object(back.json)));
  });

  it('is suspended without a word of what is protected, and long gone', async () => {
    await create('old', [], 'quit');
    const json = { deletionProtection: true };
    await server.expect(200, '/hosts/one/unikernels/old', { method: 'PATCH', token, json });
    const { unikernels } = server.emulator.host;
    unikernels.destroy(parseName('bob:old'));
    unikernels.destroy(parseName('bob:old')); // its trace, too
    const off = { method: 'PATCH', json: { active: false } };
    const ended = await server.expect(200, `/accounts/${id}?destroy=true`, off);
    assert.deepEqual(Object(ended.json).leftovers, { unikernels: each(true), errors: [] });
  });

  describe('while a host is away', () => {
    const end = (query = '') => server.ask(`/accounts/${id}${query}`, { method: 'DELETE' });

    it('stays, unless it is said what is to become of it', async () => {
      for (const name of ['web', 'api'])
        await server.expect(204, `/hosts/one/unikernels/${name}`, { method: 'DELETE', token });
      await server.emulator.stop();
      const holdings = Object((await server.expect(200, '/accounts/bob/holdings')).json);
      assert.deepEqual([holdings.unikernels, holdings.volumes], [[], []]);
      const refused = await end();
      assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'account-in-use' });
      const { detail } = Object(refused.json);
      assert.match(
        detail,
        /^What bob has on one is not known, as there is no answer from there\. With `destroy/,
      );
      assert.equal((await server.ask('/accounts/bob')).status, 200);
    });

    it('is ended with `destroy`, names the host, and leaves what is found there later', async () => {
      await server.emulator.stop();
      assert.match(
        Object((await end()).json).detail,
        /^bob still has 2 unikernels\. What bob has on one/,
      );
      const { unikernels, errors } = Object((await end('?destroy=true')).json);
      assert.deepEqual(unikernels, []);
      assert.equal(errors[0].host, 'one');
      assert.equal((await server.ask('/unikernels', { token })).status, 401);
      await server.emulator.start();
      await server.expect(200, '/hosts/one/check', { method: 'POST' });
      const found = async (what: string) =>
        Object((await server.expect(200, `/${what}?account=*`)).json).data.map(
          ({ name }: { name: string }) => name,
        );
      assert.deepEqual(await found('unikernels'), ['bob:api', 'bob:web']);
      assert.deepEqual(await found('volumes'), ['bob:data']);
      await server.expect(204, '/accounts/bob/policies/one?destroy=true', { method: 'DELETE' });
      assert.deepEqual([await found('unikernels'), await found('volumes')], [[], []]);
    });
  });
});
