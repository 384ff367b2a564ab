import assert from 'node:assert/strict';
import { rule, TrustWorld } from './trust-world.ts';

describe('trusts', () => {
  let world: TrustWorld;
  beforeEach(async () => {
    world = await TrustWorld.open();
  });
  afterEach(() => world.close());

  /** A token that bob makes, with these fields. */
  const tokenOfBob = async (fields: Readonly<Record<string, unknown>>) => {
    const json = { name: 'limited', scopes: ['tokens:write', 'unikernels:write'], ...fields };
    const { secret } = await world.expect(201, '/tokens', { json, token: world.bob });
    return `${secret}`;
  };

  it('are made, listed, shown, changed and removed by their account', async () => {
    const token = world.bob;
    const { id, ...made } = await world.trust();
    const reach = { hosts: null, names: null, addresses: null, hourlyLimit: 1000 };
    assert.deepEqual(made, {
      ...world.trustBody(),
      madeBy: (await world.expect(200, '/tokens/current', { token })).id,
      issuerAllowed: true,
      rules: [{ ...rule, ...reach }],
      expiresAt: null,
      createdAt: world.server.clock.tell().toISOString(),
    });
    const path = `/trusts/${id}`;
    assert.deepEqual(await world.expect(200, path, { token }), { id, ...made });
    const changed = await world.expect(200, path, {
      method: 'PATCH',
      json: { audience: 'https://new.example.org' },
      token,
    });
    assert.deepEqual(changed, { id, ...made, audience: 'https://new.example.org' });
    assert.deepEqual((await world.expect(200, '/trusts', { token })).data, [changed]);
    assert.deepEqual((await world.expect(200, '/trusts')).data, []);
    for (const method of ['GET', 'DELETE']) await world.refuses('trust-unknown', path, { method });
    await world.refuses('trust-unknown', path, { method: 'PATCH', json: {} });
    await world.expect(204, path, { method: 'DELETE', token });
    await world.refuses('trust-unknown', path, { token });
  });

  it('are refused where they are not as they have to be', async () => {
    const token = world.bob;
    for (const [fields, path] of [
      [{ rules: [] }, 'rules'],
      [{ rules: [{ ...rule, claims: {} }] }, 'rules.0.claims'],
      [{ rules: [{ ...rule, claims: { repository: '**', sub: '*' } }] }, 'rules.0.claims'],
      [{ rules: [{ ...rule, claims: { repository: '' } }] }, 'rules.0.claims.repository'],
      [{ rules: [{ ...rule, scopes: [] }] }, 'rules.0.scopes'],
      [{ rules: [{ ...rule, names: ['web ?'] }] }, 'rules.0.names.0'],
      [{ rules: [{ ...rule, role: 'x' }] }, 'rules.0.role'],
      [{ audience: '' }, 'audience'],
      [{ issuer: 'example.org' }, 'issuer'],
      [{ issuer: `${world.issuer.address}?x=1` }, 'issuer'],
      [{ expiresAt: 'tomorrow' }, 'expiresAt'],
      [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
      [{ expiresAt: '9999-12-31T23:00:00-12:00' }, 'expiresAt'],
      [{ name: 'a\0b' }, 'name'],
      [{ name: 'a\nb' }, 'name'],
      [{ name: ' ' }, 'name'],
      [{ audience: '\ud800' }, 'audience'],
      [{ issuer: 'https://example.org/\0' }, 'issuer'],
      [{ rules: [{ ...rule, claims: { repository: 'octo/\0' } }] }, 'rules.0.claims.repository'],
      [{ rules: [{ ...rule, claims: { 're\0f': 'octo' } }] }, 'rules.0.claims.re\ufffdf'],
    ] as const) {
      const json = world.trustBody(fields);
      const problem = await world.refuses('invalid-body', '/trusts', { json, token });
      assert.equal(problem.errors[0].path, path);
    }
    const json = world.trustBody({ issuer: 'https://issuer.example.org' });
    await world.refuses('issuer-not-allowed', '/trusts', { json, token });
  });

  it('are refused where they name more than there are, before that is looked at', async () => {
    const scopes = Array.from({ length: 4000 }, (_, n) => `scope ${n}`);
    const claims = Object.fromEntries(Array.from({ length: 190 }, (_, n) => [`claim ${n}`, '']));
    for (const [fields, path] of [
      [{ claims }, 'rules.0.claims'],
      [{ scopes }, 'rules.0.scopes'],
    ] as const) {
      const json = world.trustBody({ rules: [{ ...rule, ...fields }] });
      const { errors } = await world.refuses('invalid-body', '/trusts', { json, token: world.bob });
      assert.deepEqual(
        errors.map((error: { path: string }) => error.path),
        [path],
      );
    }
  });

  it('take no end that is over already, but stay as they are once theirs is', async () => {
    const token = world.bob;
    const soon = new Date(world.server.clock.tell().getTime() + 60_000).toISOString();
    const { id } = await world.trust({ expiresAt: soon });
    const change = (json: unknown) => ({ method: 'PATCH', json, token });
    world.server.clock.pass(120_000);
    const { errors } = await world.refuses(
      'invalid-body',
      `/trusts/${id}`,
      change({ expiresAt: soon }),
    );
    assert.deepEqual(errors, [{ path: 'expiresAt', message: 'has to be in the future' }]);
    const renamed = await world.expect(200, `/trusts/${id}`, change({ name: ' www ' }));
    assert.deepEqual([renamed.name, renamed.expiresAt], ['www', soon]);
  });

  it('are at most 100 an account', async () => {
    for (let n = 0; n < 100; n += 1) await world.trust({ name: `trust ${n}` });
    await world.refuses('limit-reached', '/trusts', { json: world.trustBody(), token: world.bob });
  });

  it('have rules of at most 512 KiB together', async () => {
    const claims = Object.fromEntries(
      Array.from({ length: 18 }, (_, n) => [`claim-${n}`, 'x'.repeat(200)]),
    );
    const large = { ...rule, claims: { ...rule.claims, ...claims } };
    const rules = Array.from({ length: 50 }, () => large); // some 200 KiB
    const { id } = await world.trust({ rules });
    await world.trust({ rules });
    const token = world.bob;
    await world.refuses('limit-reached', '/trusts', { json: world.trustBody({ rules }), token });
    const small = await world.trust();
    const change = (of: object) => ({ method: 'PATCH', json: { rules: of }, token });
    await world.refuses('limit-reached', `/trusts/${small.id}`, change(rules));
    await world.expect(200, `/trusts/${id}`, change(rules));
  });

  it('give nothing that their maker does not have', async () => {
    const ends = '2026-12-01T00:00:00.000Z';
    const given = { ...rule, hosts: ['one'], names: ['web-*'] };
    const hosts = await tokenOfBob({ hosts: ['one'], names: ['web-*'], expiresAt: ends });
    const inside = { rules: [given], expiresAt: ends };
    const { id } = await world.trust(inside, hosts);
    for (const [change, code] of [
      [{ rules: [{ ...given, scopes: ['volumes:read'] }] }, 'scope-missing'],
      [{ rules: [given, { ...given, scopes: ['admin'] }] }, 'admin-only'],
      [{ rules: [{ ...given, hosts: null }] }, 'host-not-allowed'],
      [{ rules: [{ ...given, names: ['web*'] }] }, 'name-not-allowed'],
      [{ rules: [{ ...given, hourlyLimit: 2000 }] }, 'limit-not-allowed'],
      [{ expiresAt: null }, 'expiry-not-allowed'],
      [{ expiresAt: '2026-12-01T00:00:01.000Z' }, 'expiry-not-allowed'],
    ] as const) {
      const json = world.trustBody({ ...inside, ...change });
      await world.refuses(code, '/trusts', { json, token: hosts });
      const patch = { method: 'PATCH', json: change, token: hosts };
      await world.refuses(code, `/trusts/${id}`, patch);
    }
    const here = await tokenOfBob({ addresses: ['127.0.0.1'] });
    const json = world.trustBody();
    await world.refuses('address-not-allowed', '/trusts', { json, token: here });
  });

  it('are handled by no token that reaches less far than they do', async () => {
    const { id } = await world.trust();
    const token = await tokenOfBob({ names: ['web-*'] });
    const patch = { method: 'PATCH', json: { rules: [{ ...rule, names: ['web-*'] }] }, token };
    await world.refuses('name-not-allowed', `/trusts/${id}`, patch);
    await world.refuses('name-not-allowed', `/trusts/${id}`, { method: 'DELETE', token });
  });

  it('need the scopes of tokens', async () => {
    const reader = await tokenOfBob({ scopes: ['tokens:read'] });
    const other = await tokenOfBob({ scopes: ['unikernels:write'] });
    await world.expect(200, '/trusts', { token: reader });
    const make = { json: world.trustBody(), token: reader };
    assert.equal((await world.refuses('scope-missing', '/trusts', make)).scope, 'tokens:write');
    const list = await world.refuses('scope-missing', '/trusts', { token: other });
    assert.equal(list.scope, 'tokens:read');
  });

  it('let an exchanged token make only what ends with it', async () => {
    await world.trust({ rules: [{ ...rule, scopes: ['tokens:write', 'unikernels:write'] }] });
    const token = await world.exchanged();
    const refused = await world.refuses('expiry-not-allowed', '/trusts', {
      json: world.trustBody(),
      token,
    });
    await world.refuses('expiry-not-allowed', '/tokens', {
      json: { name: 'for ever', scopes: ['unikernels:read'], expiresAt: null },
      token,
    });
    await world.trust({ expiresAt: refused.latest }, token);
  });
});
