import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { TestIssuer } from '../identity/trusts/test-issuer.ts';
import { listening } from '../support/listening.ts';
import { type Ask, ask } from '../support/request.ts';
import { useTwoServers } from '../support/two-servers.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { type Administrator, generousPolicy } from './support/administrator.ts';
import { until } from './support/until.ts';

describe('a server on PostgreSQL', function () {
  this.timeout(60_000);
  const servers = useTwoServers();
  let server: FulmarServer;
  let other: FulmarServer;
  let administrator: Administrator;
  before(() => {
    ({ one: server, other, administrator } = servers());
  });

  const expect = async (status: number, path: string, options: Ask = {}) => {
    const told = await administrator.expect(status, server.url, path, options);
    return Object(told.text === '' ? {} : told.json);
  };

  /** An account that is approved, signed in, by its id and cookie. */
  const addUser = async (name: string) => {
    const json = { name, email: `${name}@example.org`, password: 'a long password' };
    const { id } = await expect(201, '/accounts', { json });
    await expect(200, `/accounts/${id}`, { method: 'PATCH', json: { active: true } });
    const { headers } = await ask(`${server.url}/api/v1`, '/session', { json: without(json) });
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { id: `${id}`, headers: { cookie, 'sec-fetch-site': 'same-origin' } };
  };
  const without = ({ email, password }: Record<string, string>) => ({ email, password });

  it('deploys, updates, restarts and destroys, and records it', async () => {
    const form = (filler: string) => formOf([['image', sampleImage({ filler })]]);
    const creation = formOf([
      ['config', { name: 'web', memory: 32, arguments: ['--port=80'] }],
      ['image', sampleImage()],
    ]);
    const path = '/hosts/one/unikernels/web';
    await expect(201, '/hosts/one/unikernels', { body: creation });
    await expect(200, `${path}/update`, { body: form('next') });
    await expect(200, `${path}/restart`, { json: { arguments: ['--port=81'] } });
    assert.deepEqual((await expect(200, path)).arguments, ['--port=81']);
    await expect(204, path, { method: 'DELETE' });
    const { data } = await expect(200, `${path}/deployments`);
    assert.deepEqual(
      data.map(({ action, state }: Record<string, string>) => `${action} ${state}`),
      ['destroy', 'restart', 'update', 'create'].map((action) => `${action} succeeded`),
    );
  });

  it('fills a volume and gives it back', async () => {
    await expect(201, '/hosts/one/volumes', { json: { name: 'data', size: 1 } });
    const body = Buffer.alloc(1000, 7);
    await expect(200, '/hosts/one/volumes/data/data', { method: 'PUT', body });
    const { text } = await administrator.ask(server.url, '/hosts/one/volumes/data/data');
    assert.equal(text.slice(0, 1000), body.toString());
  });

  it('refuses a policy beyond what is in use, and gives one to another account', async () => {
    const bob = await addUser('bob');
    const path = `/accounts/${bob.id}/policies/one`;
    await expect(200, path, { method: 'PUT', json: generousPolicy });
    const volume = { json: { name: 'own', size: 8 }, headers: bob.headers };
    await expect(201, '/hosts/one/volumes', volume);
    const less = { method: 'PUT', json: { ...generousPolicy, storage: 4 } };
    const { code } = await expect(409, path, less);
    assert.match(code, /policy/);
    await expect(204, `${path}?destroy=true`, { method: 'DELETE' });
  });

  it('pages through the audit, filtered, each event once', async () => {
    const all = (await expect(200, '/audit?limit=200')).data;
    const seen: unknown[] = [];
    for (let cursor = ''; ; ) {
      const page = await expect(200, `/audit?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data);
      if (page.next === null) break;
      cursor = page.next;
    }
    assert.deepEqual(seen, all);
    assert.ok(all.length > 8);
    const below = await expect(200, '/audit?object=hosts/one/unikernels&action=updateUnikernel');
    assert.deepEqual(
      below.data.map(({ object, outcome }: Record<string, string>) => [object, outcome]),
      [['hosts/one/unikernels/web/update', 'succeeded']],
    );
    await ask(`${server.url}/api/v1`, '/tokens/current', { token: 'nonsense' });
    const refused = await expect(200, '/audit?outcome=credential-invalid');
    assert.equal(refused.data.length, 1);
  });

  it('exchanges an identity token once, whichever server is asked', async () => {
    const issuer = await TestIssuer.start(() => new Date(), listening);
    const { address } = issuer;
    await expect(201, '/issuers', { json: { issuer: address } });
    const rules = [{ claims: { repository: 'octo/*' }, scopes: ['hosts:read'] }];
    const trust = { name: 'web', issuer: address, audience: 'https://fulmar.example.org', rules };
    await expect(201, '/trusts', { json: trust });
    const json = { token: await issuer.token(), account: administrator.name };
    const asked = [server, other, server, other].map(({ url: at }) =>
      ask(`${at}/api/v1`, '/tokens/exchange', { json }),
    );
    const answers = await Promise.all(asked);
    await issuer.close();
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 401, 401, 401]);
    const { secret } = Object(answers.find(({ status }) => status === 201)?.json);
    const current = await ask(`${other.url}/api/v1`, '/tokens/current', { token: secret });
    assert.deepEqual(Object(current.json).scopes, ['hosts:read']);
  });

  it('keeps secrets, which any server fills in, and not one more than 100', async () => {
    const { headers } = await addUser('dave');
    const save = (at: string, name: string) =>
      ask(`${at}/api/v1`, `/secrets/${name}`, { method: 'PUT', json: { value: 'x' }, headers });
    const same = await Promise.all([server, other].map(({ url }) => save(url, 'SAME')));
    assert.deepEqual(same.map(({ status }) => status).sort(), [201, 204]);
    const names = Array.from({ length: 102 }, (_, index) => `S_${index}`);
    const answers = await Promise.all(
      names.map((name, index) => save(index % 2 ? server.url : other.url, name)),
    );
    assert.equal(answers.filter(({ status }) => status === 201).length, 99);
    await expect(201, '/secrets/KEY', { method: 'PUT', json: { value: 'hunter2hunter2' } });
    const body = formOf([
      ['config', { name: 'secretive', arguments: ['--key=$' + '{secret:KEY}'] }],
      ['image', sampleImage()],
    ]);
    const path = '/hosts/one/unikernels';
    const made = await administrator.expect(201, other.url, path, { body });
    assert.deepEqual(Object(made.json).arguments, ['--key=$' + '{secret:KEY}']);
    await expect(204, '/hosts/one/unikernels/secretive', { method: 'DELETE' });
  });

  it('keeps credentials, resets and sessions as it does elsewhere', async () => {
    const carol = await addUser('carol');
    const credential = { method: 'PUT', json: { secret: `ghp_${'a'.repeat(36)}` } };
    await expect(200, '/external-credentials/github', credential);
    await expect(200, '/external-credentials/github', credential);
    const { token } = await expect(201, `/accounts/${carol.id}/password-reset`, { method: 'POST' });
    const reset = { json: { token, password: 'another password' } };
    const outcomes = await Promise.all(
      [server, other].map(({ url: at }) => ask(`${at}/api/v1`, '/account/password-reset', reset)),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), [204, 401]);
    const closed = await ask(`${other.url}/api/v1`, '/account', { headers: carol.headers });
    assert.equal(closed.status, 401);
  });

  it('goes on after all of its connections were cut', async () => {
    const database = await openDatabase({ url: servers().database });
    const cut =
      'select pg_terminate_backend(pid) from pg_stat_activity ' +
      'where datname = current_database() and pid <> pg_backend_pid()';
    const rows = await database.em().execute(cut);
    assert.ok(rows.length > 2);
    for (const { url: at } of [server, other]) {
      await until(async () => (await ask(at, '/readyz')).status === 200);
      const json = { name: `after-${new URL(at).port}`, size: 1 };
      await until(async () => {
        const { status } = await administrator.ask(at, '/hosts/one/volumes', { json });
        assert.ok([201, 500].includes(status), `${status}`);
        return status === 201;
      });
    }
    const held =
      'select pid from pg_locks where locktype = ? ' +
      'and database = (select oid from pg_database where datname = current_database())';
    // Each holds its own id again.
    await until(async () => (await database.em().execute(held, ['advisory'])).length >= 2);
    await database.close();
  });

  it('keeps one administrator where two end each other at once', async () => {
    const dora = await addUser('dora');
    await expect(200, `/accounts/${dora.id}`, { method: 'PATCH', json: { admin: true } });
    const { id } = await expect(200, '/account');
    const json = { admin: false };
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([
        administrator.ask(server.url, `/accounts/${dora.id}`, { method: 'PATCH', json }),
        ask(`${other.url}/api/v1`, `/accounts/${id}`, {
          ...{ method: 'PATCH', json, headers: dora.headers },
        }),
      ]);
      const statuses = answers.map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200).length, 1, `${statuses}`);
      const [mine] = statuses;
      const again = { method: 'PATCH', json: { admin: true } };
      if (mine === 200) await expect(200, `/accounts/${dora.id}`, again);
      else {
        const back = await ask(`${other.url}/api/v1`, `/accounts/${id}`, {
          ...again,
          headers: dora.headers,
        });
        assert.equal(back.status, 200, back.text);
      }
    }
  });
});
