import assert from 'node:assert/strict';
import { listening } from '../../support/listening.ts';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { person, tokenFields } from '../accounts/identity-fixture.ts';

const day = 86_400;

describe('the life of a token over HTTP', () => {
  let server: IdentityServer;
  let owner: string;
  beforeEach(async () => {
    server = await serveIdentity([], { serve: listening });
    const ada = await person(server, 'ada');
    ({ secret: owner } = await server.tokens.create(ada, tokenFields({ scopes: ['admin'] })));
  });
  afterEach(() => server.close());

  const make = async (end: object) => {
    const json = { name: 'ci', scopes: ['tokens:write', 'hosts:read'], ...end };
    const { status, json: made, text } = await server.ask('/tokens', { json, token: owner });
    assert.equal(status, 201, text);
    return Object(made);
  };
  const change = async (id: string, json: object) =>
    server.ask(`/tokens/${id}`, { method: 'PATCH', json, token: owner });

  it('is a period of the calendar, to a date, or for ever', async () => {
    assert.equal((await make({ expiresIn: '3 months' })).expiresAt, '2027-02-22T12:00:00.000Z');
    assert.equal((await make({})).expiresAt, null);
    const { id } = await make({ expiresAt: '2030-01-01T00:00:00Z' });
    const moved = await change(id, { expiresIn: '1 year' });
    assert.equal(Object(moved.json).expiresAt, '2027-11-22T12:00:00.000Z');
    assert.equal(Object((await change(id, { expiresAt: null })).json).expiresAt, null);
  });

  it('is marked, on the token and on its answers, for the last 14 days', async () => {
    const { id, secret } = await make({ expiresAt: '2026-12-22T12:00:00Z' });
    const asked = async () => {
      const current = await server.ask('/tokens/current', { token: secret });
      const listed = await server.ask(`/tokens/${id}`, { token: owner });
      const { expiresSoon } = Object(listed.json);
      assert.equal(Object(current.json).expiresSoon, expiresSoon);
      return [expiresSoon, current.headers.get('x-token-expires-in')];
    };
    server.clock.pass((16 * day - 1) * 1000);
    assert.deepEqual(await asked(), [false, null]);
    server.clock.pass(1000);
    assert.deepEqual(await asked(), [true, `${14 * day}`]);
    server.clock.pass((14 * day - 1) * 1000);
    assert.deepEqual(await asked(), [true, '1']);
  });

  it('shows its end on refusals and on /healthz too, and on nobody else’s answers', async () => {
    const { secret } = await make({ expiresAt: '2026-11-23T12:00:00Z' });
    const refused = await server.ask('/accounts', { token: secret });
    assert.deepEqual([refused.status, refused.headers.get('x-token-expires-in')], [403, `${day}`]);
    const authorization = `Bearer ${secret}`;
    const health = await fetch(`${server.url}/healthz`, { headers: { authorization } });
    assert.equal(health.headers.get('x-token-expires-in'), `${day}`);
    const others = await server.ask('/tokens/current', { token: owner });
    assert.equal(others.headers.get('x-token-expires-in'), null);
  });

  it('is over when it has expired, stays listed, and goes on when it is moved', async () => {
    const { id, secret } = await make({ expiresIn: '1 month' });
    server.clock.passDays(30);
    const dead = await server.ask('/tokens/current', { token: secret });
    assert.deepEqual([dead.status, Object(dead.json).code], [401, 'credential-expired']);
    const list: { id: string }[] = Object(
      (await server.ask('/tokens', { token: owner })).json,
    ).data;
    const listed = Object(list.find((each) => each.id === id));
    assert.deepEqual([listed.expired, listed.expiresSoon], [true, false]);
    const moved = await change(id, { expiresIn: '1 month' });
    assert.equal(Object(moved.json).expired, false);
    assert.equal((await server.ask('/tokens/current', { token: secret })).status, 200);
  });

  it('goes on with a new secret: POST /tokens/:id/rotate', async () => {
    const { id, secret } = await make({ expiresIn: '1 month' });
    const rotate = (json?: object) =>
      server.ask(`/tokens/${id}/rotate`, { method: 'POST', token: owner, ...(json && { json }) });
    const first = Object((await rotate()).json);
    assert.equal(first.previous.until, '2026-11-22T13:00:00.000Z');
    assert.equal((await server.ask('/tokens/current', { token: secret })).status, 200);
    assert.equal((await server.ask('/tokens/current', { token: first.secret })).status, 200);
    for (const grace of [-1, 0.5, 7 * day + 1, '1h']) {
      assert.equal((await rotate({ grace })).status, 400, `${grace}`);
    }
    const second = Object((await rotate({ grace: 7 * day })).json);
    assert.equal(second.previous.until, '2026-11-29T12:00:00.000Z');
    const path = `/tokens/${id}/previous`;
    const ended = await server.ask(path, { method: 'DELETE', token: owner });
    assert.equal(ended.status, 204);
    assert.equal((await server.ask('/tokens/current', { token: first.secret })).status, 401);
    assert.equal((await server.ask('/tokens/current', { token: second.secret })).status, 200);
  });

  it('is rotated once for one Idempotency-Key, and the secret is not repeated', async () => {
    const { id } = await make({});
    const headers = { 'idempotency-key': 'once' };
    const options = { method: 'POST', token: owner, headers };
    const first = await server.ask(`/tokens/${id}/rotate`, options);
    const again = await server.ask(`/tokens/${id}/rotate`, options);
    const { code, id: named } = Object(again.json);
    assert.deepEqual([first.status, again.status, code, named], [200, 409, 'answer-not-kept', id]);
    const { secret } = Object(first.json);
    assert.equal((await server.ask('/tokens/current', { token: secret })).status, 200);
  });

  it('/healthz says that the server is alive, and refuses a bad token', async () => {
    const health = async (authorization?: string) => {
      const headers = authorization ? { authorization } : {};
      const answer = await fetch(`${server.url}/healthz`, { headers });
      return [answer.status, await answer.json()] as const;
    };
    assert.deepEqual(await health(), [200, { status: 'alive' }]);
    const [status, body] = await health('Bearer nonsense');
    assert.deepEqual([status, Object(body).code], [401, 'credential-invalid']);
    const [, alive] = await health(`Bearer ${owner}`);
    const { json } = await server.ask('/tokens/current', { token: owner });
    assert.deepEqual(alive, { status: 'alive', token: json });
  });

  it('begins from a preset that its account can give', async () => {
    const { json } = await server.ask('/tokens/presets', { token: owner });
    const presets: { id: string; scopes: string[] }[] = Object(json).data;
    assert.deepEqual(
      presets.map(({ id }) => id),
      ['read-only', 'deploy', 'volumes', 'full'],
    );
    const readOnly = presets[0]?.scopes ?? [];
    assert.ok(
      !readOnly.includes('metrics:read'),
      'the metrics are the server’s, not the account’s',
    );
    for (const { id, scopes } of presets) {
      const made = await server.ask('/tokens', { json: { name: id, scopes }, token: owner });
      assert.equal(made.status, 201, made.text);
    }
  });
});
