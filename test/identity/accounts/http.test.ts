import assert from 'node:assert/strict';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { password, setupCode } from './identity-fixture.ts';

const ada = { name: 'Ada', email: 'Ada@Example.org', password };
const forwarded = { 'x-forwarded-for': '203.0.113.7' };

describe('accounts over HTTP', () => {
  let server: IdentityServer;
  beforeEach(async () => {
    server = await serveIdentity();
  });
  afterEach(() => server.close());

  const signIn = (email: string, given = password) =>
    server.ask('/session', { json: { email, password: given } });

  it('POST /accounts makes the first account for the machine itself', async () => {
    const { status, json } = await server.ask('/accounts', { json: ada });
    assert.equal(status, 201);
    const { id, createdAt, approvedAt, ...rest } = Object(json);
    const { token, ...shown } = rest;
    const expected = { name: 'ada', email: 'ada@example.org', active: true, admin: true };
    assert.deepEqual(shown, {
      ...{ ...expected, emailVerified: false, signingKey: null },
      ...{ suspension: null, lastSignInAt: null },
    });
    assert.match(token.secret, /^fmr_[0-9A-Za-z]{49}$/);
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(createdAt, approvedAt);
  });

  it('POST /session is asked anew, whatever token and Idempotency-Key come with it', async () => {
    const { json } = await server.ask('/accounts', { json: ada });
    const token = Object(json).token.secret;
    const again = (given: string) =>
      server.ask('/session', {
        json: { email: ada.email, password: given },
        headers: { 'idempotency-key': 'once' },
        token,
      });
    const cookies = [await again(password), await again(password)].map(asBrowser);
    assert.notEqual(cookies[0]?.cookie, cookies[1]?.cookie);
    assert.equal((await again('wrong wrong')).status, 401);
  });

  it('POST /accounts wants the code of who comes through a proxy', async () => {
    const refused = await server.ask('/accounts', { json: ada, headers: forwarded });
    assert.equal(refused.status, 403);
    assert.equal(Object(refused.json).code, 'sign-up-closed');
    const json = { ...ada, code: setupCode };
    assert.equal((await server.ask('/accounts', { json, headers: forwarded })).status, 201);
  });

  it('POST /accounts refuses what is not valid', async () => {
    for (const [change, path] of [
      [{ name: '..' }, 'name'],
      [{ name: '-a' }, 'name'],
      [{ name: 'a'.repeat(64) }, 'name'],
      [{ email: 'nonsense' }, 'email'],
      [{ password: '1234567' }, 'password'],
      [{ password: 'a'.repeat(1025) }, 'password'],
      [{ password: 'password123' }, 'password'],
      [{ password: 'QwertyUiop' }, 'password'],
      [{ admin: true }, 'admin'],
    ] as const) {
      const { status, json, text } = await server.ask('/accounts', { json: { ...ada, ...change } });
      assert.equal(status, 400, text);
      assert.equal(Object(json).errors[0].path, path);
      assert.ok(!text.includes(password));
    }
  });

  it('POST /accounts and /session are not for pages of other sites', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    assert.equal((await server.ask('/accounts', { json: ada, headers })).status, 403);
    assert.equal((await server.ask('/session', { json: ada, headers })).status, 403);
  });

  it('POST /session sets a cookie that scripts cannot read, DELETE /session ends it', async () => {
    await server.ask('/accounts', { json: ada });
    const signedIn = await signIn('ADA@example.org');
    assert.equal(signedIn.status, 200);
    const [cookie = ''] = signedIn.headers.getSetCookie();
    assert.match(
      cookie,
      /^fulmar_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
    const headers = asBrowser(signedIn);
    assert.equal((await server.ask('/account', { headers })).status, 200);
    const { cookie: alone } = headers;
    const elsewhere = { cookie: alone ?? '', 'sec-fetch-site': 'cross-site' };
    const attack = await server.ask('/session', { method: 'DELETE', headers: elsewhere });
    assert.equal(attack.status, 403);
    const signedOut = await server.ask('/session', { method: 'DELETE', headers });
    assert.equal(signedOut.status, 204);
    assert.match(signedOut.headers.getSetCookie()[0] ?? '', /^fulmar_session=; .*Max-Age=0/);
    assert.equal((await server.ask('/account', { headers })).status, 401);
    assert.equal((await signIn('ada@example.org')).status, 200);
  });

  it('POST /session refuses alike whatever is wrong, also with a bad cookie at hand', async () => {
    await server.ask('/accounts', { json: ada });
    const answers = [
      await signIn('ada@example.org', 'wrong wrong'),
      await signIn('nobody@example.org'),
      await signIn('nonsense', ''),
    ];
    for (const { status, json } of answers) {
      assert.equal(status, 401);
      assert.equal(Object(json).code, 'sign-in-refused');
    }
    const headers = { cookie: 'fulmar_session=outdated' };
    const signedIn = await server.ask('/session', {
      json: { email: ada.email, password },
      headers,
    });
    assert.equal(signedIn.status, 200);
  });

  it('PATCH /account changes the password with the current one', async () => {
    await server.ask('/accounts', { json: ada });
    const headers = asBrowser(await signIn(ada.email));
    const patch = (json: unknown) => server.ask('/account', { method: 'PATCH', json, headers });
    assert.equal((await patch({ password: 'another one' })).status, 400);
    const wrong = await patch({ password: 'another one', currentPassword: 'wrong' });
    assert.deepEqual([wrong.status, Object(wrong.json).code], [403, 'password-wrong']);
    assert.equal((await patch({})).status, 200);
    const right = await patch({ password: 'another one', currentPassword: password });
    assert.equal(right.status, 200, right.text);
    assert.equal((await signIn(ada.email)).status, 401);
    assert.equal((await signIn(ada.email, 'another one')).status, 200);
  });

  it('PATCH /account changes the address with the password alone', async () => {
    await server.ask('/accounts', { json: ada });
    const headers = asBrowser(await signIn(ada.email));
    const patch = (json: unknown) => server.ask('/account', { method: 'PATCH', json, headers });
    const email = 'countess@example.org';
    const without = await patch({ email });
    assert.equal(without.status, 400);
    assert.equal(Object(without.json).errors[0].path, 'currentPassword');
    const wrong = await patch({ email, currentPassword: 'wrong' });
    assert.deepEqual([wrong.status, Object(wrong.json).code], [403, 'password-wrong']);
    assert.equal((await signIn(email)).status, 401);
    assert.equal((await patch({ email, currentPassword: password })).status, 200);
    assert.equal((await signIn(email)).status, 200);
  });

  it('PATCH /account tries few addresses, so that nobody learns whose have an account', async () => {
    await server.ask('/accounts', { json: ada });
    await server.ask('/accounts', { json: { ...ada, name: 'bob', email: 'bob@example.org' } });
    const headers = asBrowser(await signIn(ada.email));
    const change = async (email: string, currentPassword = password) => {
      const json = { email, currentPassword };
      return (await server.ask('/account', { method: 'PATCH', json, headers })).status;
    };
    assert.equal(await change('bob@example.org', 'wrong'), 403);
    for (let n = 0; n < 5; n += 1) {
      assert.equal(await change('bob@example.org'), 409);
      assert.equal(await change(`ada${n}@example.org`), 200);
    }
    assert.equal(await change('ada4@example.org'), 200, 'it is the address already');
    assert.deepEqual(
      [await change('bob@example.org'), await change('free@example.org')],
      [429, 429],
    );
    server.clock.pass(3600_000);
    assert.equal(await change('free@example.org'), 200);
  });

  it('POST /session answers alike whether there is an account, and to too many tries, too', async () => {
    await server.ask('/accounts', { json: ada });
    const answers = async (email: string) => {
      const told = [];
      for (let n = 0; n < 12; n += 1) {
        const { status, json, headers } = await signIn(email, 'wrong wrong');
        const { requestId: _own, ...body } = Object(json);
        told.push([status, body, headers.get('retry-after'), headers.getSetCookie()]);
      }
      return told;
    };
    const known = await answers(ada.email);
    assert.deepEqual(new Set(known.map(([status]) => status)), new Set([401, 429]));
    assert.deepEqual(await answers('nobody@example.org'), known);
  });

  it('takes none of the commonest passwords for a new one, nor by a link', async () => {
    const { json } = await server.ask('/accounts', { json: ada });
    const headers = asBrowser(await signIn(ada.email));
    const change = { password: 'iloveyou1', currentPassword: password };
    const changed = await server.ask('/account', { method: 'PATCH', json: change, headers });
    assert.deepEqual([changed.status, Object(changed.json).errors[0].path], [400, 'password']);
    const path = `/accounts/${Object(json).id}/password-reset`;
    const { token } = Object((await server.ask(path, { method: 'POST', headers })).json);
    const redeem = (given: string) =>
      server.ask('/account/password-reset', { json: { token, password: given } });
    assert.equal((await redeem('12345678')).status, 400);
    assert.equal((await redeem('no 12345678')).status, 204);
  });

  it('GET /account/sessions lists them without a secret, DELETE closes them', async () => {
    await server.ask('/accounts', { json: ada });
    const other = asBrowser(await signIn(ada.email));
    server.clock.pass(1000);
    const headers = asBrowser(await signIn(ada.email));
    const { json, text } = await server.ask('/account/sessions', { headers });
    const [first, second] = Object(json).data;
    assert.deepEqual([first.current, second.current], [true, false]);
    assert.ok(!text.includes((headers.cookie ?? '').slice(15)));
    const close = (id: string) =>
      server.ask(`/account/sessions/${id}`, { method: 'DELETE', headers });
    assert.equal((await close(second.id)).status, 204);
    assert.equal((await close(second.id)).status, 404);
    assert.equal((await server.ask('/account', { headers: other })).status, 401);
    const third = asBrowser(await signIn(ada.email));
    const others = await server.ask('/account/sessions', { method: 'DELETE', headers });
    assert.equal(others.status, 204);
    assert.equal((await server.ask('/account', { headers: third })).status, 401);
    assert.equal((await server.ask('/account', { headers })).status, 200);
  });

  it('/accounts is for administrators, who approve, see tokens without secrets, and delete', async () => {
    await server.ask('/accounts', { json: ada });
    const bob = { name: 'bob', email: 'bob@example.org', password };
    const { id } = Object((await server.ask('/accounts', { json: bob })).json);
    const headers = asBrowser(await signIn(ada.email));
    assert.equal((await signIn(bob.email)).status, 403);
    const approved = { method: 'PATCH', json: { active: true }, headers };
    assert.equal((await server.ask(`/accounts/${id}`, approved)).status, 200);
    const bobs = asBrowser(await signIn(bob.email));
    assert.equal((await server.ask('/accounts', { headers: bobs })).status, 403);
    const token = { name: 'ci', scopes: ['unikernels:read'] };
    const { secret } = Object((await server.ask('/tokens', { json: token, headers: bobs })).json);
    const listed = await server.ask(`/accounts/${id}/tokens`, { headers });
    const prefixes = Object(listed.json).data.map(({ prefix }: { prefix: string }) => prefix);
    assert.ok(prefixes.includes(secret.slice(0, 8)));
    assert.ok(!listed.text.includes(secret));
    const users = Object((await server.ask('/accounts', { headers })).json).data;
    assert.deepEqual(
      users.map(({ name }: { name: string }) => name),
      ['ada', 'bob'],
    );
    assert.equal((await server.ask(`/accounts/${id}`, { method: 'DELETE', headers })).status, 200);
    const dead = await server.ask('/tokens/current', { token: secret });
    assert.deepEqual([dead.status, Object(dead.json).code], [401, 'credential-revoked']);
    const [self] = users;
    const last = await server.ask(`/accounts/${self.id}`, { method: 'DELETE', headers });
    assert.deepEqual([last.status, Object(last.json).code], [409, 'last-administrator']);
  });
});
