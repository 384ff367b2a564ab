import assert from 'node:assert/strict';
import { newSecret } from '../../src/identity/credentials/secret.ts';
import { eventsIn } from '../audit/support/events.ts';
import {
  asBrowser,
  type IdentityServer,
  serveIdentity,
} from '../identity/accounts/http-fixture.ts';
import { password } from '../identity/accounts/identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const day = 24 * 60 * 60_000;

describe('an address that bad tokens come from', () => {
  let server: IdentityServer;
  let browser: Record<string, string>;

  beforeEach(async () => {
    server = await serveIdentity();
    await server.ask('/accounts', { json: ada });
    browser = await signIn();
  });
  afterEach(() => server.close());

  const signIn = async () => {
    const { email } = ada;
    return asBrowser(await server.ask('/session', { json: { email, password } }));
  };
  const makeToken = async (more: object = {}) => {
    const json = { name: 'ci', scopes: ['tokens:write'], ...more };
    return Object((await server.ask('/tokens', { json, headers: browser })).json);
  };
  const guess = async (times: number, token: () => string = newSecret) => {
    const told = await Promise.all(
      Array.from({ length: times }, () => server.ask('/tokens/current', { token: token() })),
    );
    return told.map(({ status }) => status);
  };
  const failures = async (outcome = 'failed') =>
    eventsIn(await server.ask(`/audit?outcome=${outcome}`, { headers: browser }));
  const challenged = { status: 401, challenge: 'Bearer realm="fulmar", Basic realm="fulmar"' };
  const show = async (path: string, options: Parameters<IdentityServer['ask']>[1]) => {
    const { status, headers, json } = await server.ask(path, options);
    return { status, code: Object(json).code, challenge: headers.get('www-authenticate') };
  };

  it('is told to come later after a hundred, whether they look like tokens or not', async () => {
    const statuses = await guess(60);
    statuses.push(...(await guess(60, () => 'nonsense')));
    assert.equal(statuses.filter((status) => status === 401).length, 100);
    assert.equal(statuses.filter((status) => status === 429).length, 20);
    const { headers } = await server.ask('/tokens/current', { token: 'nonsense' });
    assert.equal(headers.get('retry-after'), '900');
  });

  it('is still told why a real token is refused, and the audit whose it was', async () => {
    const { id, secret, prefix } = await makeToken();
    await server.ask(`/tokens/${id}`, { method: 'DELETE', headers: browser });
    await guess(150);
    const code = 'credential-revoked';
    assert.deepEqual(await show('/tokens', { token: secret }), { ...challenged, code });
    const json = { name: 'another', scopes: [] };
    assert.deepEqual(await show('/tokens', { token: secret, json }), { ...challenged, code });
    const [changed, looked, ...others] = await failures(code);
    assert.equal(others.length, 0);
    const known = { account: 'ada', token: { name: 'ci', prefix }, status: 401, count: 1 };
    assert.partialDeepStrictEqual(looked, { ...known, action: 'listTokens' });
    assert.partialDeepStrictEqual(changed, { ...known, action: 'createToken' });
  });

  it('is told 401 of what has ended or may not be used now, as often as it comes', async () => {
    const expiresAt = new Date(server.clock.tell().getTime() + day).toISOString();
    const expired = await makeToken({ expiresAt });
    server.clock.pass(2 * day);
    const closed = await signIn();
    await server.ask('/session', { method: 'DELETE', headers: closed });
    for (let time = 0; time < 3; time += 1) {
      await guess(60);
      for (let again = 0; again < 40; again += 1) {
        const ended = await show('/tokens', { token: expired.secret });
        assert.deepEqual(ended, { ...challenged, code: 'credential-expired' });
      }
      const { status, challenge, code } = await show('/account', { headers: closed });
      assert.deepEqual([status, code], [401, 'credential-invalid']);
      assert.equal(challenge, 'Bearer realm="fulmar"');
    }
  });

  it('does not count what ended there, however often it is shown: pages ask every few seconds', async () => {
    const { id, secret } = await makeToken();
    await server.ask(`/tokens/${id}`, { method: 'DELETE', headers: browser });
    const closed = await signIn();
    await server.ask('/session', { method: 'DELETE', headers: closed });
    for (let time = 0; time < 120; time += 1) {
      assert.equal((await server.ask('/account', { headers: closed })).status, 401);
      assert.equal((await server.ask('/tokens', { token: secret })).status, 401);
    }
    assert.deepEqual(await guess(1), [401]);
  });

  it('is in the audit when it goes on, once an hour', async () => {
    await guess(100, () => 'nonsense');
    assert.deepEqual(await failures('too-many-requests'), []);
    await guess(50);
    const [event, ...others] = await failures('too-many-requests');
    assert.equal(others.length, 0);
    assert.partialDeepStrictEqual(event, {
      account: null,
      token: null,
      address: '127.0.0.1',
      action: 'getCurrentToken',
      status: 429,
      count: 50,
    });
  });
});
