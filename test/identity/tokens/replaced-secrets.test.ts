import assert from 'node:assert/strict';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { person, tokenFields } from '../accounts/identity-fixture.ts';

const hour = 3600;

describe('a secret that was replaced, in its grace', () => {
  let server: IdentityServer;
  let id: string;
  let old: string;
  let secret: string;
  let graceEnd: string;
  beforeEach(async () => {
    server = await serveIdentity();
    const ada = await person(server, 'ada');
    const made = await server.tokens.create(ada, tokenFields({ scopes: ['admin'] }));
    old = made.secret;
    id = made.token.id;
    ({ secret } = await server.tokens.rotate(ada, id, hour));
    graceEnd = new Date(server.clock.tell().getTime() + hour * 1000).toISOString();
  });
  afterEach(() => server.close());

  const ask = async (token: string, method: string, path: string, json?: object) => {
    const told = await server.ask(path, { method, token, ...(json && { json }) });
    return [told.status, told.text === '' ? null : (Object(told.json).code ?? null)];
  };

  it('makes nothing that outlives the grace', async () => {
    const fields = { name: 'more', scopes: ['hosts:read'] };
    assert.deepEqual(await ask(old, 'POST', '/tokens', fields), [403, 'expiry-not-allowed']);
    const later = { ...fields, expiresIn: '1 month' };
    assert.deepEqual(await ask(old, 'POST', '/tokens', later), [403, 'expiry-not-allowed']);
    const made = await server.ask('/tokens', {
      json: { ...fields, expiresAt: graceEnd },
      token: old,
    });
    assert.equal(made.status, 201, made.text);
    server.clock.pass(hour * 1000);
    assert.deepEqual(await ask(Object(made.json).secret, 'GET', '/tokens/current'), [
      401,
      'credential-expired',
    ]);
  });

  it('says when it ends: in /tokens/current and on every answer', async () => {
    server.clock.pass((hour - 60) * 1000);
    const { json, headers } = await server.ask('/tokens/current', { token: old });
    assert.partialDeepStrictEqual(json, { expiresAt: graceEnd, expiresSoon: true });
    assert.equal(headers.get('x-token-expires-in'), '60');
    const current = await server.ask('/tokens/current', { token: secret });
    assert.partialDeepStrictEqual(current.json, { expiresAt: null, expiresSoon: false });
    assert.equal(current.headers.get('x-token-expires-in'), null);
  });

  it('says when its token ends, where that is before the grace', async () => {
    const expiresAt = '2026-11-22T12:30:00.000Z';
    await server.ask(`/tokens/${id}`, { method: 'PATCH', json: { expiresAt }, token: secret });
    const { json } = await server.ask('/tokens/current', { token: old });
    assert.partialDeepStrictEqual(json, { expiresAt });
  });

  it('does nothing to its own token, whose new secret does', async () => {
    const [{ id: account } = { id: '' }] = await server.users.list();
    const acts: readonly [method: string, path: string, json?: object][] = [
      ['PATCH', `/tokens/${id}`, { name: 'mine' }],
      ['POST', `/tokens/${id}/rotate`, { grace: 0 }],
      ['DELETE', `/tokens/${id}/previous`],
      ['DELETE', `/tokens/${id}`],
      ['DELETE', `/accounts/${account}/tokens/${id}`],
    ];
    // Also where its token ends before the grace, so that it reaches no further than the secret.
    for (const expiresAt of [null, '2026-11-22T12:30:00.000Z']) {
      await ask(secret, 'PATCH', `/tokens/${id}`, { expiresAt });
      for (const act of acts) assert.deepEqual(await ask(old, ...act), [403, 'secret-replaced']);
    }
    assert.deepEqual(await ask(secret, 'DELETE', `/tokens/${id}/previous`), [204, null]);
    assert.deepEqual(await ask(old, 'GET', '/tokens/current'), [401, 'credential-revoked']);
    assert.deepEqual(await ask(secret, 'DELETE', `/accounts/${account}/tokens/${id}`), [204, null]);
  });

  it('changes no other token that outlives it', async () => {
    const json = { name: 'other', scopes: ['hosts:read'] };
    const other = Object((await server.ask('/tokens', { json, token: secret })).json);
    const rotate = [`POST`, `/tokens/${other.id}/rotate`] as const;
    assert.deepEqual(await ask(old, ...rotate), [403, 'expiry-not-allowed']);
    assert.deepEqual(await ask(secret, ...rotate), [200, null]);
  });
});

describe('an administrator’s token', () => {
  it('revokes none of its own account that reaches further, by any route', async () => {
    const server = await serveIdentity();
    try {
      const ada = await person(server, 'ada');
      const wide = await server.tokens.create(ada, tokenFields({ scopes: ['admin'] }));
      const fields = tokenFields({ scopes: ['admin'], names: ['web-*'] });
      const { secret: token } = await server.tokens.create(ada, fields);
      const own = `/tokens/${wide.token.id}`;
      for (const path of [own, `/accounts/${ada.account.id}${own}`]) {
        const { status, json } = await server.ask(path, { method: 'DELETE', token });
        assert.deepEqual([status, Object(json).code], [403, 'name-not-allowed']);
      }
    } finally {
      await server.close();
    }
  });
});
