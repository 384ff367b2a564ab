import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ask } from '../support/request.ts';
import { type FormPart, formOf } from './form-parts.ts';
import { account, hostName, MollymawkWorld, opened, textAt } from './mollymawk-world.ts';

describe('credentials in mollymawk’s API', () => {
  let world: MollymawkWorld;

  before(async () => {
    world = await MollymawkWorld.open();
  });

  after(() => world.close());

  const deployment: readonly FormPart[] = [
    ['albatross_instance', hostName],
    ['unikernel_name', 'web'],
    ['unikernel_config', '{"cpuid": 0}'],
    ['unikernel_force_create', 'false'],
    ['binary', sampleImage()],
  ];

  const names = { albatross_instance: hostName, name: 'web' };
  const block = { albatross_instance: hostName, block_name: 'vol' };

  it('answers 401 in its envelope where there is none, and names the schemes', async () => {
    const { status, text, headers } = await ask(world.url, '/api/unikernels');
    assert.deepEqual([status, opened({ body: text }).success], [401, false]);
    assert.match(`${headers.get('www-authenticate')}`, /^Bearer /);
  });

  it('never repeats a token that is not good', async () => {
    const bad = `${world.token.slice(0, -1)}${world.token.endsWith('0') ? '1' : '0'}`;
    const { status, text } = await ask(world.url, '/api/unikernels', { token: bad });
    assert.equal(status, 401);
    assert.ok(!text.includes(bad) && !world.log.includes(bad));
  });

  it('answers 403 with the scope that is missing, before the body is read', async () => {
    const reader = await world.makeToken({ scopes: ['unikernels:read'] });
    const body = 'no form at all';
    const told = await world.tell('/api/unikernel/create', { token: reader, body });
    assert.deepEqual(
      [told.status, told.data],
      [403, 'The token lacks the scope unikernels:write.'],
    );
  });

  it('holds the names in bodies to the token’s patterns and hosts', async () => {
    const limited = await world.makeToken({ names: ['api-*'] });
    const options = { token: limited, body: formOf(deployment) };
    assert.equal((await world.tell('/api/unikernel/create', options)).status, 403);
    assert.equal(
      (await world.tell('/api/unikernel/destroy', { token: limited, json: names })).status,
      403,
    );
    const elsewhere = await world.makeToken({ hosts: [hostName], names: ['vol'] });
    const json = { ...block, albatross_instance: 'eu-west-3' };
    const told = await world.tell('/api/block/delete', { token: elsewhere, json });
    assert.equal(told.status, 403);
  });

  it('lets only tokens with the scope for it manage tokens, and give no more than they have', async () => {
    const json = { token_name: 'more', token_expiry: 60 };
    const plain = await world.makeToken({ scopes: ['unikernels:write'] });
    assert.equal((await world.tell('/api/tokens/create', { token: plain, json })).status, 403);
    const narrow = await world.makeToken({
      scopes: ['tokens:write', 'unikernels:write'],
      names: ['web'],
    });
    const made = await world.tell('/api/tokens/create', { token: narrow, json });
    const value = textAt(made.data, 'value');
    const told = await world.tell('/api/block/delete', { token: value, json: block });
    assert.deepEqual([told.status, told.data], [403, 'The token lacks the scope volumes:write.']);
    const other = await world.tell('/api/unikernel/destroy', {
      token: value,
      json: { ...names, name: 'other' },
    });
    assert.equal(other.status, 403);
  });

  it('knows a token by a secret that was replaced, in its grace', async () => {
    const old = await world.makeToken({ name: 'turning' });
    const { json } = await ask(world.url, '/api/v1/tokens/current', { token: old });
    const rotation = { method: 'POST', token: old };
    const rotated = await ask(world.url, `/api/v1/tokens/${Object(json).id}/rotate`, rotation);
    assert.equal(rotated.status, 200, rotated.text);
    const change = { token_name: 'turned', token_expiry: 365 * 86_400, token_value: old };
    const updated = await world.tell('/api/tokens/update', { json: change });
    assert.deepEqual([updated.status, textAt(updated.data, 'name')], [200, 'turned']);
    const own = await world.tell('/api/tokens/update', { token: old, json: change });
    assert.deepEqual(
      [own.status, own.data],
      [403, 'Only the new secret of the token may do this to it.'],
    );
    const deleted = await world.tell('/api/tokens/delete', { json: { token_value: old } });
    assert.equal(deleted.status, 200);
    await world.refuses(
      '/api/tokens/delete',
      { json: { token_value: old } },
      404,
      'Token not found',
    );
  });

  it('signs in with mollymawk’s cookie, whose changes have to come from our pages', async () => {
    const answer = await ask(world.url, '/api/login', { json: account });
    const [set = ''] = answer.headers.getSetCookie();
    assert.match(set, /^molly_session=[^;]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/);
    assert.equal(answer.headers.get('location'), '/dashboard');
    const cookie = set.split(';')[0] ?? '';
    const session = await ask(world.url, '/api/unikernels', { headers: { cookie } });
    assert.equal(session.status, 200);
    const json = { token_name: 'page', token_expiry: 3600, molly_csrf: 'anything' };
    const from = (headers: Record<string, string>) =>
      ask(world.url, '/api/tokens/create', { json, headers: { cookie, ...headers } });
    assert.equal((await from({})).status, 403);
    assert.equal((await from({ origin: 'https://elsewhere.example' })).status, 403);
    assert.equal((await from({ origin: world.url })).status, 200);
  });

  it('lets nobody in by a name that is not known to be the server’s', async () => {
    const { hostname, port } = new URL(world.url);
    const body = JSON.stringify(account);
    const asked = request({ host: hostname, port, path: '/api/login', method: 'POST' });
    asked.setHeader('host', 'evil.example').end(body);
    const [answer] = await once(asked, 'response');
    answer.resume();
    assert.equal(answer.statusCode, 421);
  });

  it('shows no secret to who signs in', async () => {
    const answer = await ask(world.url, '/api/login', { json: account });
    const { data } = opened({ body: answer.text });
    assert.partialDeepStrictEqual(data, {
      password: null,
      tokens: [{ name: 'ci', value: world.token.slice(0, 8) }],
      cookies: [{ name: 'molly_session', value: null }],
    });
    assert.ok(!answer.text.includes(world.token));
  });

  for (const [json, status, text] of [
    [{ ...account, password: 'password124' }, 401, 'Invalid email or password.'],
    [{ ...account, email: 'who@example.com' }, 401, 'Invalid email or password.'],
    [{ ...account, email: 'who' }, 400, 'Invalid email address.'],
    [{ ...account, password: '' }, 400, 'All fields must be filled.'],
    [{ email: account.email }, 400, 'Update password: Unexpected fields. Got {email}'],
    [[], 400, 'not a dictionary'],
  ] as const) {
    it(`refuses to sign ${JSON.stringify(json)} in`, async () => {
      await world.refuses('/api/login', { json }, status, text);
    });
  }
});
