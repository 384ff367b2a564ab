import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { holdingKinds } from '../../../src/identity/accounts/belongings.ts';
import type { OnHosts } from '../../../src/identity/accounts/holdings.ts';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { password } from './identity-fixture.ts';

const host = parseLabel('one');
const web = { host, name: parseLabel('web') };
const data = { host, name: parseLabel('data'), size: 10 };
const away = { host: parseLabel('two'), code: 'host-down', detail: 'It is down.' };
const left = { unikernels: [{ ...web, destroyed: true }], errors: [away] };

const noHoldings = Object.fromEntries(holdingKinds.map((kind) => [kind, 0]));

const account = (name: string) => ({ name, email: `${name}@example.org`, password });

describe('an account that ends', () => {
  let server: IdentityServer;
  let headers: Record<string, string>;
  let onHosts: OnHosts;
  const asked: string[] = [];
  beforeEach(async () => {
    onHosts = { unikernels: [web], volumes: [data], errors: [away] };
    asked.length = 0;
    server = await serveIdentity([], {
      findOnHosts: async (domain, { actor }) => {
        asked.push(`find ${domain} for ${actor.account.name}`);
        return onHosts;
      },
      orphans: async (domain) => {
        asked.push(`note ${domain}`);
        return async ({ actor, requestId, destroy, ends }) => {
          assert.match(requestId, /^[-0-9a-f]{36}$/);
          asked.push(`handle for ${actor.account.name}: ${destroy}, ${ends}`);
          return left;
        };
      },
    });
    await server.ask('/accounts', { json: account('ada') });
    const { email } = account('ada');
    headers = asBrowser(await server.ask('/session', { json: { email, password } }));
    for (const name of ['bob', 'eve']) await server.ask('/accounts', { json: account(name) });
    await change('bob', { active: true });
  });
  afterEach(() => server.close());

  const change = (name: string, json: object, query = '') =>
    server.ask(`/accounts/${name}${query}`, { method: 'PATCH', json, headers });
  const remove = (name: string, query = '') =>
    server.ask(`/accounts/${name}${query}`, { method: 'DELETE', headers });
  const get = async (path: string) => (await server.ask(path, { headers })).json;

  it('shows before what it has', async () => {
    assert.deepEqual(await get('/accounts/bob/holdings'), {
      counts: { ...noHoldings, tokens: 1 },
      ...onHosts,
    });
    assert.deepEqual(asked, ['find bob for ada']);
    assert.partialDeepStrictEqual(await get('/accounts/eve/holdings'), {
      ...{ unikernels: [], volumes: [], errors: [] },
    });
    assert.deepEqual(asked, ['find bob for ada'], 'of one that waits no host is asked');
  });

  it('is not deleted while it has something on a host', async () => {
    const told = await remove('bob');
    assert.partialDeepStrictEqual(told.json, {
      ...{ status: 409, code: 'account-in-use' },
      detail:
        'bob still has 1 unikernel and 1 volume. What bob has on two is not known, as there is no answer from there. ' +
        'With `destroy=true` it is deleted all the same: its unikernels are destroyed where hosts answer, ' +
        'and its volumes stay.',
    });
    const none = { unikernels: [], volumes: [], errors: [] };
    for (const some of [{ volumes: [data] }, { unikernels: [web] }, { errors: [away] }]) {
      onHosts = { ...none, ...some };
      assert.equal((await remove('bob')).status, 409);
    }
    assert.partialDeepStrictEqual(await get('/accounts/bob'), { name: 'bob', active: true });
  });

  it('is deleted where it has nothing on a host', async () => {
    onHosts = { unikernels: [], volumes: [], errors: [] };
    const told = await remove('bob');
    assert.deepEqual([told.status, told.json], [200, left]);
    assert.deepEqual(asked, ['find bob for ada', 'note bob', 'handle for ada: false, true']);
    assert.partialDeepStrictEqual(await get('/accounts/bob'), { code: 'account-unknown' });
  });

  it('is deleted with its unikernels where that is asked for', async () => {
    assert.deepEqual((await remove('bob', '?destroy=true')).json, left);
    assert.deepEqual(asked, ['note bob', 'handle for ada: true, true']);
  });

  it('is suspended, with what becomes of its unikernels', async () => {
    const reason = 'Unpaid';
    const told = Object((await change('bob', { active: false, reason })).json);
    assert.deepEqual(told.leftovers, left);
    assert.deepEqual(told.suspension, { since: server.clock.tell().toISOString(), reason });
    assert.deepEqual(asked, ['note bob', 'handle for ada: false, false']);
    asked.length = 0;
    await change('bob', { active: false }, '?destroy=true');
    assert.deepEqual(asked, ['note bob', 'handle for ada: true, true']);
    asked.length = 0;
    const resumed = Object((await change('bob', { active: true })).json);
    assert.deepEqual([resumed.active, resumed.suspension, asked], [true, null, []]);
    assert.ok(!('leftovers' in resumed) && !('needsPassword' in resumed));
  });

  it('destroys nothing where it is not suspended', async () => {
    const message = 'goes with "active": false only';
    for (const json of [{ active: true }, { admin: true }]) {
      const told = await change('bob', json, '?destroy=true');
      assert.partialDeepStrictEqual(told.json, {
        ...{ status: 400, code: 'invalid-query', errors: [{ path: 'destroy', message }] },
        detail: `The query’s destroy ${message}.`,
      });
    }
  });

  it('is noted for nobody where it has only waited', async () => {
    assert.deepEqual((await remove('eve', '?destroy=true')).json, { unikernels: [], errors: [] });
    assert.deepEqual(asked, []);
  });

  it('is found by its name or its id, among those that fit a query', async () => {
    const { id } = Object(await get('/accounts/bob'));
    assert.equal(Object(await get(`/accounts/${id}`)).name, 'bob');
    const missing = Object(await get('/accounts/nobody'));
    assert.deepEqual(
      [missing.code, missing.detail],
      ['account-unknown', 'There is no account of this name or id.'],
    );
    const names = async (query: string) =>
      Object(await get(`/accounts?${query}`)).data.map(({ name }: { name: string }) => name);
    assert.deepEqual(await names(''), ['ada', 'bob', 'eve']);
    assert.deepEqual(await names('state=waiting'), ['eve']);
    assert.deepEqual(await names('state=active'), ['ada', 'bob']);
    assert.deepEqual(await names('state=suspended'), []);
    await change('bob', { active: false });
    assert.deepEqual(await names('state=suspended'), ['bob']);
    assert.deepEqual(await names('search=ob'), ['bob']);
    assert.deepEqual(await names('search=eve%40'), ['eve']);
    assert.deepEqual(await names('search=nobody'), []);
    assert.deepEqual(await names('limit=1'), ['ada']);
  });
});
