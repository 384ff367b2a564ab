import assert from 'node:assert/strict';
import { asBrowser } from '../accounts/http-fixture.ts';
import { password } from '../accounts/identity-fixture.ts';
import { TrustWorld } from './trust-world.ts';

const discovery = '/.well-known/openid-configuration';

describe('the issuers that are allowed', () => {
  let world: TrustWorld;
  let id: string;
  beforeEach(async () => {
    world = await TrustWorld.open();
    ({ id } = (await world.expect(200, '/issuers')).data[0]);
  });
  afterEach(() => world.close());

  const remove = () => world.expect(204, `/issuers/${id}`, { method: 'DELETE' });
  const again = () => ({ json: { issuer: world.issuer.address } });

  it('are none at first, and an administrator’s matter; who may see tokens may see them', async () => {
    await remove();
    const token = world.bob;
    assert.deepEqual(await world.expect(200, '/issuers', { token }), { data: [] });
    await world.refuses('admin-only', '/issuers', { ...again(), token });
    await world.refuses('admin-only', `/issuers/${id}`, { method: 'DELETE', token });
    await world.refuses('issuer-unknown', `/issuers/${id}`, { method: 'DELETE' });
  });

  it('are listed as they were allowed, each once', async () => {
    const { data } = await world.expect(200, '/issuers');
    const createdAt = world.server.clock.tell().toISOString();
    const { address: issuer } = world.issuer;
    assert.deepEqual(data, [{ id, issuer, privateAddresses: false, createdAt }]);
    await world.refuses('name-taken', '/issuers', again());
  });

  it('leave their trusts without effect when they are removed', async () => {
    const { id: trust } = await world.trust();
    await remove();
    const shown = await world.expect(200, `/trusts/${trust}`, { token: world.bob });
    assert.equal(shown.issuerAllowed, false);
  });

  it('come back by a person where trusts wait for them: those may give more than a token has', async () => {
    await world.trust();
    await remove();
    await world.refuses('session-only', '/issuers', again());
    const json = { email: 'ada@example.org', password };
    const headers = asBrowser(await world.server.ask('/session', { json }));
    assert.equal((await world.server.ask('/issuers', { ...again(), headers })).status, 201);
  });

  it('are asked before they are stored, whatever they answered a moment ago', async () => {
    await remove();
    for (const [answer, words] of [
      [{ status: 404, body: '' }, /answered \/\.well-known\/openid-configuration with 404/],
      [{ status: 302, body: '' }, /with 302/],
      [{ status: 200, body: 'hello' }, /publishes no metadata/],
      [{ status: 200, body: '{"issuer": "x"}' }, /publishes no metadata/],
      [
        {
          status: 200,
          body: '{"issuer": "https://other.example.org", "jwks_uri": "https://example.org/keys"}',
        },
        /says that it is another issuer/,
      ],
    ] as const) {
      world.issuer.answers.set(discovery, answer);
      assert.match((await world.refuses('issuer-unreachable', '/issuers', again())).detail, words);
    }
    world.issuer.answers.clear();
    await world.expect(201, '/issuers', again());
  });

  it('are not looked for at addresses of our own', async () => {
    const ask = (issuer: string) =>
      world.refuses('issuer-unreachable', '/issuers', { json: { issuer } });
    assert.match((await ask('https://127.0.0.1:1')).detail, /not at a public address/);
    assert.match((await ask('https://169.254.169.254')).detail, /not at a public address/);
    assert.match((await ask('http://10.0.0.1')).detail, /only https/);
    const json = { issuer: 'https://127.0.0.1:1', privateAddresses: true };
    const { detail } = await world.refuses('issuer-unreachable', '/issuers', { json });
    assert.match(detail, /cannot be reached \(ECONNREFUSED\)/);
  });

  it('do not lead us to keys at addresses of our own', async () => {
    await world.trust();
    const keys = { issuer: world.issuer.address, jwks_uri: 'https://169.254.169.254/keys' };
    world.issuer.answers.set(discovery, { status: 200, body: JSON.stringify(keys) });
    const { json } = await world.exchange();
    assert.equal(Object(json).code, 'issuer-unreachable');
    assert.match(Object(json).detail, /not at a public address/);
  });
});
