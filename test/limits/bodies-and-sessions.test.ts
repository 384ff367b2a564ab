import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  asBrowser,
  type IdentityServer,
  serveIdentity,
} from '../identity/accounts/http-fixture.ts';
import { password, signUpRequest } from '../identity/accounts/identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };

describe('bodies that cannot be read, where anybody may send them', () => {
  let server: IdentityServer;
  beforeEach(async () => {
    server = await serveIdentity([], { trustProxy: '127.0.0.1' });
    await server.signUp.signUp(signUpRequest('ada'));
  });
  afterEach(() => server.close());

  const from = (address: string) => ({ 'x-forwarded-for': address });
  const post = async (path: string, body: string, address = '192.0.2.1') => {
    const headers = { 'content-type': 'application/json', ...from(address) };
    return await server.ask(path, { body, headers });
  };

  it('are answered with 429 after a hundred from one address, and good ones are taken', async () => {
    const bad = [
      ['/session', '{'],
      ['/accounts', '{"name": 1}'],
      ['/tokens/exchange', '[]'],
      ['/account/password-reset', `"${'a'.repeat(20_000)}"`],
    ] as const;
    const statuses: number[] = [];
    for (let n = 0; n < 100; n += 1) {
      const [path, body] = bad[n % bad.length] ?? bad[0];
      statuses.push((await post(path, body)).status);
    }
    assert.deepEqual(new Set(statuses), new Set([400, 413]));
    for (const [path, body] of bad) {
      const told = await post(path, body);
      assert.equal(told.status, 429, path);
      assert.match(told.headers.get('retry-after') ?? '', /^\d+$/);
      assert.equal((await post(path, body, '192.0.2.2')).status === 429, false, path);
    }
    const signedIn = await post('/session', JSON.stringify({ email: ada.email, password }));
    assert.equal(signedIn.status, 200, signedIn.text);
  });
});

describe('requests of people who are signed in', () => {
  it('are limited by the hour, for all browsers of an account together', async () => {
    const server = await serveIdentity([], { sessionLimits: { requests: 6 } });
    try {
      await server.ask('/accounts', { json: ada });
      const signIn = () => server.ask('/session', { json: { email: ada.email, password } });
      const browsers = [asBrowser(await signIn()), asBrowser(await signIn())];
      const statuses: number[] = [];
      for (let n = 0; n < 4; n += 1) {
        for (const headers of browsers) {
          statuses.push((await server.ask('/account', { headers })).status);
        }
      }
      assert.deepEqual(statuses, [200, 200, 200, 200, 200, 200, 429, 429]);
      const [headers = {}] = browsers;
      const change = await server.ask('/account', { method: 'PATCH', json: {}, headers });
      assert.equal(change.headers.get('retry-after'), '3600');
      server.clock.pass(3600_000);
      assert.equal((await server.ask('/account', { headers })).status, 200);
    } finally {
      await server.close();
    }
  });

  it('are limited further where they change something, and fill no audit', async () => {
    const server = await serveIdentity([], { sessionLimits: { changes: 3 } });
    try {
      await server.ask('/accounts', { json: ada });
      const headers = asBrowser(
        await server.ask('/session', { json: { email: ada.email, password } }),
      );
      const json = { name: 'ci', scopes: ['hosts:read'] };
      const change = () => server.ask('/tokens', { json, headers });
      const statuses: number[] = [];
      for (let n = 0; n < 10; n += 1) statuses.push((await change()).status);
      assert.deepEqual(statuses, [201, 201, 201, ...Array(7).fill(429)]);
      assert.equal((await server.ask('/account', { headers })).status, 200);
      await server.audit.flush();
      const { json: page } = await server.ask('/audit', { headers });
      const events: readonly { action: string; outcome: string }[] = Object(page).data;
      const refused = events.filter(({ outcome }) => outcome === 'too-many-requests');
      assert.equal(refused.length, 1, 'those beyond it are one event');
      server.clock.pass(3600_000);
      assert.equal((await change()).status, 201);
    } finally {
      await server.close();
    }
  });
});

describe('changes of an account', () => {
  it('are limited by the hour, for all of its tokens together, and fill no audit', async () => {
    const server = await serveIdentity([], { accountChanges: 4 });
    try {
      await server.ask('/accounts', { json: ada });
      const headers = asBrowser(
        await server.ask('/session', { json: { email: ada.email, password } }),
      );
      const make = async () => {
        const json = { name: 'ci', scopes: ['tokens:write'], hourlyLimit: 1000 };
        return `${Object((await server.ask('/tokens', { json, headers })).json).secret}`;
      };
      const tokens = [await make(), await make()];
      const change = (token: string) =>
        server.ask(`/tokens/${randomUUID()}`, { method: 'DELETE', token });
      const statuses: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        for (const token of tokens) statuses.push((await change(token)).status);
      }
      assert.deepEqual(statuses, [404, 404, 404, 404, 429, 429]);
      const [token = ''] = tokens;
      const told = await change(token);
      assert.equal(told.headers.get('retry-after'), '3600');
      assert.equal((await server.ask('/tokens', { token })).status, 200, 'what it has is shown');
      server.clock.pass(3600_000);
      assert.equal((await change(token)).status, 404);
    } finally {
      await server.close();
    }
  });

  it('leave its people theirs: they revoke the token that used them up, and sign out', async () => {
    const server = await serveIdentity([], { accountChanges: 2 });
    try {
      await server.ask('/accounts', { json: ada });
      const headers = asBrowser(
        await server.ask('/session', { json: { email: ada.email, password } }),
      );
      const json = { name: 'ci', scopes: ['tokens:write'] };
      const { id, secret } = Object((await server.ask('/tokens', { json, headers })).json);
      const change = () =>
        server.ask(`/tokens/${randomUUID()}`, { method: 'DELETE', token: `${secret}` });
      const statuses: number[] = [];
      for (let n = 0; n < 4; n += 1) statuses.push((await change()).status);
      assert.deepEqual(statuses, [404, 404, 429, 429]);
      const revoked = await server.ask(`/tokens/${id}`, { method: 'DELETE', headers });
      assert.equal(revoked.status, 204, revoked.text);
      const signedOut = await server.ask('/session', { method: 'DELETE', headers });
      assert.equal(signedOut.status, 204, signedOut.text);
    } finally {
      await server.close();
    }
  });
});
