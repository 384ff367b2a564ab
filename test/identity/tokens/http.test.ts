import assert from 'node:assert/strict';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { person, tokenFields } from '../accounts/identity-fixture.ts';

const fields = { name: 'ci', scopes: ['tokens:write', 'unikernels:read'], names: ['Web-*'] };

describe('tokens over HTTP', () => {
  let server: IdentityServer;
  let token: string;
  beforeEach(async () => {
    server = await serveIdentity();
    const ada = await person(server, 'ada');
    ({ secret: token } = await server.tokens.create(ada, tokenFields({ scopes: ['admin'] })));
  });
  afterEach(() => server.close());

  const make = async (json: unknown, by = token) => server.ask('/tokens', { json, token: by });

  it('POST /tokens shows the secret once, GET never', async () => {
    const { status, json, text } = await make({
      ...fields,
      expiresAt: '2027-01-01T01:00:00+01:00',
    });
    assert.equal(status, 201, text);
    const { id, secret, warnings, ...shown } = Object(json);
    assert.deepEqual(warnings, []);
    assert.match(secret, /^fmr_[0-9A-Za-z]{49}$/);
    assert.deepEqual(shown, {
      ...fields,
      names: ['web-*'],
      description: null,
      prefix: secret.slice(0, 8),
      hosts: null,
      addresses: null,
      expiresAt: '2027-01-01T00:00:00.000Z',
      expiresSoon: false,
      expired: false,
      exchanged: false,
      madeBy: Object((await server.ask('/tokens/current', { token })).json).id,
      hourlyLimit: 1000,
      previous: null,
      replaced: [],
      uses: 0,
      lastUsedAt: null,
      lastUsedAddress: null,
      lastUsedAgent: null,
      createdAt: server.clock.tell().toISOString(),
    });
    const one = await server.ask(`/tokens/${id}`, { token });
    assert.deepEqual(one.json, { id, ...shown });
    const all = await server.ask('/tokens', { token });
    assert.ok(!one.text.includes(secret) && !all.text.includes(secret));
    assert.equal(Object(all.json).data.length, 3);
  });

  it('GET /tokens?account=* lists those of everybody, for administrators alone', async () => {
    const bob = await person(server, 'bob');
    const { secret } = await server.tokens.create(bob, tokenFields({ name: 'deploys' }));
    const { status, json } = await server.ask('/tokens?account=*', { token });
    assert.equal(status, 200);
    const listed = Object(json).data.map(({ name, account }: Record<string, string>) => [
      name,
      account,
    ]);
    assert.ok(listed.some(([name, account]: string[]) => name === 'deploys' && account === 'bob'));
    assert.ok(listed.some(([, account]: string[]) => account === 'ada'));
    assert.equal((await server.ask('/tokens?account=*', { token: secret })).status, 403);
    assert.equal((await server.ask('/tokens?account=bob', { token })).status, 400);
    const narrow = { name: 'narrow', scopes: ['admin'], hosts: ['one'] };
    const { secret: forOne } = Object((await make(narrow)).json);
    const refused = await server.ask('/tokens?account=*', { token: forOne });
    assert.equal(refused.status, 403);
    assert.equal(Object(refused.json).code, 'host-not-allowed');
  });

  it('POST /tokens refuses what is not valid', async () => {
    for (const [change, path] of [
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['everything'] }, 'scopes.0'],
      [{ scopes: ['admin', 'admin'] }, 'scopes'],
      [{ names: ['web ?'] }, 'names.0'],
      [{ names: [] }, 'names'],
      [{ hosts: ['-'] }, 'hosts.0'],
      [{ expiresAt: 'tomorrow' }, 'expiresAt'],
      [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
      [{ expiresIn: '2 weeks' }, 'expiresIn'],
      [{ expiresIn: '1 month', expiresAt: null }, 'expiresIn'],
      [{ addresses: ['10.0.0.0/33'] }, 'addresses.0'],
      [{ addresses: ['10.1.2.3/8', '10.0.0.0/8'] }, 'addresses'],
      [{ hourlyLimit: 0 }, 'hourlyLimit'],
      [{ name: '' }, 'name'],
      [{ secret: 'mine' }, 'secret'],
    ] as const) {
      const { status, json, text } = await make({ ...fields, ...change });
      assert.equal(status, 400, text);
      assert.equal(Object(json).errors[0].path, path);
    }
  });

  it('GET /tokens/current says what the presented token is and may do', async () => {
    const { secret, id } = Object((await make(fields)).json);
    const basic = Buffer.from(`token:${secret}`).toString('base64');
    const answers = [
      await server.ask('/tokens/current', { token: secret }),
      await server.ask('/tokens/current', { headers: { authorization: `Basic ${basic}` } }),
    ];
    for (const { status, json } of answers) {
      assert.equal(status, 200);
      const { name, scopes } = fields;
      const reach = { scopes, hosts: null, names: ['web-*'], addresses: null, hourlyLimit: 1000 };
      const life = { expiresAt: null, expiresSoon: false, quota: null };
      const prefix = secret.slice(0, 8);
      assert.deepEqual(json, { id, name, prefix, account: 'ada', ...reach, ...life });
    }
    const shown = Object((await server.ask(`/tokens/${id}`, { token })).json);
    assert.equal(shown.uses, 2);
    assert.equal(shown.lastUsedAddress, '127.0.0.1');
  });

  it('PATCH and DELETE /tokens/:id hold from the next request on', async () => {
    const { secret, id } = Object((await make(fields)).json);
    const json = { scopes: ['hosts:read'], names: null };
    const changed = await server.ask(`/tokens/${id}`, { method: 'PATCH', json, token });
    assert.equal(changed.status, 200, changed.text);
    const current = Object((await server.ask('/tokens/current', { token: secret })).json);
    assert.deepEqual([current.scopes, current.names], [['hosts:read'], null]);
    const lacking = await server.ask('/tokens', { token: secret });
    assert.deepEqual([lacking.status, Object(lacking.json).scope], [403, 'tokens:read']);
    const revoked = await server.ask(`/tokens/${id}`, { method: 'DELETE', token });
    assert.equal(revoked.status, 204);
    const dead = await server.ask('/tokens/current', { token: secret });
    assert.equal(dead.status, 401);
    assert.equal(Object(dead.json).code, 'credential-revoked');
    assert.ok(dead.headers.get('www-authenticate'));
    assert.equal((await server.ask(`/tokens/${id}`, { method: 'DELETE', token })).status, 404);
  });

  it('takes an id in upper case as well', async () => {
    const { id } = Object((await make(fields)).json);
    const [account] = await server.users.list();
    const owner = account?.id.toUpperCase();
    for (const path of [`/tokens/${id.toUpperCase()}`, `/accounts/${owner}/tokens`]) {
      const { status, text } = await server.ask(path, { token });
      assert.equal(status, 200, text);
    }
  });

  it('names what a token may not give', async () => {
    const { secret } = Object((await make(fields)).json);
    const more = await make({ ...fields, scopes: ['volumes:write'] }, secret);
    assert.deepEqual([more.status, Object(more.json).scope], [403, 'volumes:write']);
    const wider = await make({ ...fields, names: ['*'] }, secret);
    assert.deepEqual([wider.status, Object(wider.json).code], [403, 'name-not-allowed']);
    assert.equal((await make({ ...fields, names: ['web-1*'] }, secret)).status, 201);
  });
});
