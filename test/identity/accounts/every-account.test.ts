import assert from 'node:assert/strict';
import { OwnServer } from '../../support/own-server.ts';

describe('the accounts, for administrators', () => {
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
    for (const name of ['dora', 'bob', 'carol']) {
      const json = { name, email: `${name}@example.org`, password: 'correct horse' };
      await server.expect(201, '/accounts', { json });
    }
    await server.expect(200, '/accounts/bob', { method: 'PATCH', json: { active: true } });
    const suspended = { active: false, reason: 'Unpaid' };
    await server.expect(200, '/accounts/carol', { method: 'PATCH', json: { active: true } });
    await server.expect(200, '/accounts/carol', { method: 'PATCH', json: suspended });
  });
  after(() => server?.close());

  const list = async (query = '') => {
    const { json } = await server.expect(200, `/accounts${query}`);
    const { data, next } = Object(json);
    return { names: data.map(({ name }: { name: string }) => name), next };
  };

  it('are found by name, address and state, page by page', async () => {
    assert.deepEqual(await list(), { names: ['alice', 'bob', 'carol', 'dora'], next: null });
    assert.deepEqual((await list('?search=O')).names.length, 4);
    assert.deepEqual((await list('?search=ob@')).names, ['bob']);
    assert.deepEqual((await list('?state=waiting')).names, ['dora']);
    assert.deepEqual((await list('?state=suspended')).names, ['carol']);
    assert.deepEqual(await list('?limit=2'), { names: ['alice', 'bob'], next: 'bob' });
    assert.deepEqual(await list('?limit=2&cursor=bob'), { names: ['carol', 'dora'], next: null });
  });

  it('show when they signed in, and why one is suspended', async () => {
    const before = Object((await server.expect(200, '/accounts/bob')).json);
    assert.deepEqual([before.lastSignInAt, before.suspension], [null, null]);
    const json = { email: 'bob@example.org', password: 'correct horse' };
    await server.expect(200, '/session', { json });
    const bob = Object((await server.expect(200, `/accounts/${before.id}`)).json);
    assert.ok(Date.parse(bob.lastSignInAt) >= Date.parse(bob.createdAt));
    const { suspension } = Object((await server.expect(200, '/accounts/carol')).json);
    assert.equal(suspension.reason, 'Unpaid');
    await server.expect(200, '/accounts/carol', { method: 'PATCH', json: { active: true } });
    const resumed = Object((await server.expect(200, '/accounts/carol')).json);
    assert.equal(resumed.suspension, null);
    const wrong = { method: 'PATCH', json: { active: true, reason: 'Unpaid' } };
    await server.expect(400, '/accounts/carol', wrong);
    await server.expect(404, '/accounts/nobody');
  });

  it('are at their former address for a year, which says so and is the same in the audit', async () => {
    const listed = await server.expect(200, '/users');
    assert.deepEqual(Object(listed.json).data.length, 4);
    assert.equal(listed.headers.get('deprecation'), '@1795910400');
    assert.equal(listed.headers.get('sunset'), 'Tue, 30 Nov 2027 00:00:00 GMT');
    assert.equal(listed.headers.get('link'), '<./accounts>; rel="successor-version"');
    const changed = await server.expect(200, '/users/dora', {
      method: 'PATCH',
      json: { active: true },
    });
    assert.equal(changed.headers.get('link'), '<../accounts/dora>; rel="successor-version"');
    const refused = await server.expect(404, '/users/nobody/tokens');
    assert.ok(refused.headers.has('sunset'));
    assert.equal((await server.expect(200, '/accounts')).headers.has('deprecation'), false);
    const { json } = await server.expect(200, '/audit?object=accounts/dora');
    assert.equal(Object(json).data[0].action, 'changeUser');
  });

  it('are asked with another method for what had another one, as automation', async () => {
    const json = { paused: false };
    const former = await server.expect(200, '/automation', { json });
    assert.equal(former.headers.get('link'), '<./automation>; rel="successor-version"');
    const { headers } = await server.expect(200, '/automation', { method: 'PATCH', json });
    assert.equal(headers.has('deprecation'), false);
  });
});
