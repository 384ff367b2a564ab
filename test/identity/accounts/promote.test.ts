import assert from 'node:assert/strict';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { password } from './identity-fixture.ts';

describe('who makes administrators', () => {
  let server: IdentityServer;
  let admin: Record<string, string>;
  let token: string;
  let bob: string;
  beforeEach(async () => {
    server = await serveIdentity();
    await signUp('ada');
    const json = { email: 'ada@example.org', password };
    admin = asBrowser(await server.ask('/session', { json }));
    bob = Object((await signUp('bob')).json).id;
    const all = { name: 'all', scopes: ['admin'] };
    token = Object((await server.ask('/tokens', { json: all, headers: admin })).json).secret;
  });
  afterEach(() => server.close());

  const signUp = (name: string) =>
    server.ask('/accounts', { json: { name, email: `${name}@example.org`, password } });
  const change = (json: object, by: { token: string } | { headers: Record<string, string> }) =>
    server.ask(`/accounts/${bob}`, { method: 'PATCH', json, ...by });
  const outcome = async (json: object, by: Parameters<typeof change>[1]) => {
    const { status, json: told } = await change(json, by);
    return status === 200
      ? { active: Object(told).active, admin: Object(told).admin }
      : Object(told).code;
  };
  const person = () => ({ headers: admin });

  it('is a person: a token approves and deactivates, but promotes and demotes nobody', async () => {
    assert.deepEqual(await outcome({ active: true }, { token }), { active: true, admin: false });
    for (const json of [{ admin: true }, { admin: false }, { admin: true, active: true }]) {
      assert.equal(await outcome(json, { token }), 'session-only');
    }
    assert.deepEqual(await outcome({ active: false }, { token }), { active: false, admin: false });
    const both = { active: true, admin: true };
    assert.deepEqual(await outcome(both, person()), both);
    assert.equal(await outcome({ admin: false }, { token }), 'session-only');
    assert.deepEqual(await outcome({ admin: false }, person()), { active: true, admin: false });
  });

  it('is a person, also where one who was deactivated or waits is to be one again', async () => {
    const promoted = { active: false, admin: true };
    assert.deepEqual(await outcome({ admin: true }, person()), promoted);
    assert.equal(await outcome({ active: true }, { token }), 'session-only');
    assert.deepEqual(await outcome({ active: true }, person()), { active: true, admin: true });
    assert.deepEqual(await outcome({ active: true }, { token }), { active: true, admin: true });
    assert.deepEqual(await outcome({ active: false }, { token }), promoted);
    assert.equal(await outcome({ active: true }, { token }), 'session-only');
  });
});
