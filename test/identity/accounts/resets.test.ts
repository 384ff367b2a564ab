import assert from 'node:assert/strict';
import { eventsIn } from '../../audit/support/events.ts';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { password } from './identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const bob = { name: 'bob', email: 'bob@example.org', password };
const hour = 60 * 60 * 1000;

describe('a link for a new password', () => {
  let server: IdentityServer;
  let admin: Record<string, string>;
  let id: string;

  beforeEach(async () => {
    server = await serveIdentity();
    await server.ask('/accounts', { json: ada });
    admin = asBrowser(await signIn(ada.email));
    ({ id } = Object((await server.ask('/accounts', { json: bob })).json));
    await server.ask(`/accounts/${id}`, {
      method: 'PATCH',
      json: { active: true },
      headers: admin,
    });
  });
  afterEach(() => server.close());

  const signIn = (email: string, given = password) =>
    server.ask('/session', { json: { email, password: given } });

  const offer = async () => {
    const told = await server.ask(`/accounts/${id}/password-reset`, {
      method: 'POST',
      headers: admin,
    });
    assert.equal(told.status, 201, told.text);
    return Object(told.json);
  };

  const redeem = async (token: string, given = 'a new one') => {
    const json = { token, password: given };
    const told = await server.ask('/account/password-reset', { json });
    return told.status === 204 ? 204 : Object(told.json).code;
  };

  it('is made by an administrator, says how long it is good, and points to the page', async () => {
    const { link, token, expiresAt } = await offer();
    assert.match(token, /^[\w-]{43}$/);
    assert.equal(link, `${server.url}/reset-password#${token}`);
    assert.equal(Date.parse(expiresAt) - server.clock.tell().getTime(), 24 * hour);
    const headers = asBrowser(await signIn(bob.email));
    const own = await server.ask(`/accounts/${id}/password-reset`, { method: 'POST', headers });
    assert.deepEqual([own.status, Object(own.json).code], [403, 'admin-only']);
    const nobody = `/accounts/${crypto.randomUUID()}/password-reset`;
    assert.equal((await server.ask(nobody, { method: 'POST', headers: admin })).status, 404);
  });

  it('is made for no token, whatever that may do: it would give more than the token has', async () => {
    const json = { name: 'all', scopes: ['admin'], expiresIn: '1 month' };
    const { secret } = Object((await server.ask('/tokens', { json, headers: admin })).json);
    const own = Object((await server.ask('/account', { headers: admin })).json);
    for (const account of [id, own.id]) {
      const options = { method: 'POST', token: secret };
      const told = await server.ask(`/accounts/${account}/password-reset`, options);
      assert.deepEqual([told.status, Object(told.json).code], [403, 'session-only']);
    }
  });

  it('sets the password and closes all sessions', async () => {
    const headers = asBrowser(await signIn(bob.email));
    assert.equal((await server.ask('/account', { headers })).status, 200);
    assert.equal(await redeem((await offer()).token), 204);
    assert.equal((await server.ask('/account', { headers })).status, 401);
    assert.equal((await signIn(bob.email)).status, 401);
    assert.equal((await signIn(bob.email, 'a new one')).status, 200);
    assert.equal((await server.ask('/account', { headers: admin })).status, 200);
  });

  it('works once, also where it is used twice at once', async () => {
    const { token } = await offer();
    const outcomes = await Promise.all([redeem(token, 'one of two'), redeem(token, 'two of two')]);
    assert.deepEqual(outcomes.sort(), [204, 'reset-refused']);
    assert.equal(await redeem(token), 'reset-refused');
  });

  it('is not good for too long, nor beside a newer one, nor after another change', async () => {
    const { token: first } = await offer();
    const { token: second } = await offer();
    assert.equal(await redeem(first), 'reset-refused');
    server.clock.pass(24 * hour);
    assert.equal(await redeem(second), 'reset-refused');
    const { token: third } = await offer();
    const headers = asBrowser(await signIn(bob.email));
    const json = { password: 'by myself', currentPassword: password };
    assert.equal((await server.ask('/account', { method: 'PATCH', json, headers })).status, 200);
    assert.equal(await redeem(third), 'reset-refused');
  });

  it('ends with its account, and where that is deactivated', async () => {
    const { token: early } = await offer();
    for (const active of [false, true]) {
      const change = { method: 'PATCH', json: { active }, headers: admin };
      assert.equal((await server.ask(`/accounts/${id}`, change)).status, 200);
    }
    assert.equal(await redeem(early), 'reset-refused');
    const { token } = await offer();
    await server.ask(`/accounts/${id}`, { method: 'DELETE', headers: admin });
    assert.equal(await redeem(token), 'reset-refused');
  });

  it('is stored as a hash only, and stands in no audit', async () => {
    const { token } = await offer();
    const kept = async () => {
      const em = server.database.em();
      const resets = await em.execute('select * from password_resets');
      return JSON.stringify([resets, await em.execute('select * from audit_events')]);
    };
    assert.ok(!(await kept()).includes(token));
    await redeem('x'.repeat(43));
    await redeem(token);
    const events = eventsIn(await server.ask('/audit?action=resetPassword', { headers: admin }));
    assert.deepEqual(events.map(({ outcome, account }) => [outcome, account]).sort(), [
      ['reset-refused', null],
      ['succeeded', 'bob'],
    ]);
    assert.ok(!(await kept()).includes(token));
  });

  it('is refused like any other body where the password is too short', async () => {
    assert.equal(await redeem((await offer()).token, 'short'), 'invalid-body');
  });
});
