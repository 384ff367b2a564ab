import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { asBrowser, type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { password } from '../accounts/identity-fixture.ts';

const account = (name: string) => ({ name, email: `${name}@example.org`, password });

describe('the handling of tokens over HTTP', () => {
  let server: IdentityServer;
  let headers: Record<string, string>;
  beforeEach(async () => {
    server = await serveIdentity([], {
      missingHosts: async (actor, hosts) => hosts.filter((host) => host !== actor.account.name),
    });
    await server.ask('/accounts', { json: account('ada') });
    const { email } = account('ada');
    headers = asBrowser(await server.ask('/session', { json: { email, password } }));
  });
  afterEach(() => server.close());

  const get = async (path: string) => (await server.ask(path, { headers })).json;
  const send = (method: string, path: string, json?: unknown) =>
    server.ask(path, { method, headers, ...(json !== undefined && { json }) });
  const make = async (fields: object = {}) => {
    const json = { name: 'ci', scopes: ['unikernels:read', 'tokens:write'], ...fields };
    return Object((await send('POST', '/tokens', json)).json);
  };
  const isGood = async (token: string) =>
    (await server.ask('/tokens/current', { token })).status === 200;

  it('warns of hosts that are not there', async () => {
    const { warnings } = await make({ hosts: ['ada', 'two'].map(parseLabel) });
    assert.deepEqual(warnings, [
      'There is no host two that this account can use: the token reaches nothing there.',
    ]);
    assert.deepEqual((await make()).warnings, []);
  });

  it('shows presets, uses and commands', async () => {
    const { id, secret } = await make();
    await isGood(secret);
    const { data: days } = Object(await get(`/tokens/${id}/uses`));
    assert.deepEqual([days.length, days.at(-1)], [90, { day: '2026-11-22', uses: 1 }]);
    const { data: commands } = Object(await get(`/tokens/${id}/commands`));
    assert.ok(commands[0].text.endsWith(` ${server.url}/api/v1/tokens/current`));
    const { data: presets } = Object(await get('/tokens/presets'));
    assert.ok(presets.length > 3, JSON.stringify(presets));
    const current = Object(await get('/tokens/current'));
    assert.deepEqual(
      [current.code, current.detail],
      ['token-unknown', 'The request came with a session, not with a token.'],
    );
  });

  it('gives a new secret, with the usual grace where none is said', async () => {
    const { id, secret } = await make();
    const rotated = await send('POST', `/tokens/${id}/rotate`);
    assert.equal(rotated.status, 200, rotated.text);
    const shown = Object(rotated.json);
    assert.notEqual(shown.secret, secret);
    assert.equal(shown.previous.prefix, secret.slice(0, 8));
    assert.deepEqual([await isGood(secret), await isGood(shown.secret)], [true, true]);
    const ended = await send('DELETE', `/tokens/${id}/previous`);
    assert.equal(ended.status, 204, ended.text);
    assert.deepEqual([await isGood(secret), await isGood(shown.secret)], [false, true]);
    const third = Object((await send('POST', `/tokens/${id}/rotate`, { grace: 0 })).json);
    assert.equal(third.previous, null);
    assert.equal(await isGood(shown.secret), false);
  });

  it('revokes what a token has made with it, unless that is to stay', async () => {
    const first = await make();
    const child = async (token: string) => {
      const json = { name: 'child', scopes: ['unikernels:read'] };
      return Object((await server.ask('/tokens', { json, token })).json);
    };
    const kept = await child(first.secret);
    await send('DELETE', `/tokens/${first.id}?descendants=false`);
    assert.deepEqual([await isGood(first.secret), await isGood(kept.secret)], [false, true]);
    const second = await make();
    const ended = await child(second.secret);
    await send('DELETE', `/tokens/${second.id}`);
    assert.deepEqual([await isGood(second.secret), await isGood(ended.secret)], [false, false]);
  });

  it('is done for others by administrators', async () => {
    const { json: bob } = await server.ask('/accounts', { json: account('bob') });
    await send('PATCH', '/accounts/bob', { active: true });
    const { token } = Object(bob);
    assert.equal(await isGood(token.secret), true);
    const { data } = Object(await get('/accounts/bob/tokens'));
    assert.deepEqual(
      data.map(({ id }: { id: string }) => id),
      [token.id],
    );
    assert.equal((await send('DELETE', `/accounts/ada/tokens/${token.id}`)).status, 404);
    assert.equal((await send('DELETE', `/accounts/bob/tokens/${token.id}`)).status, 204);
    assert.equal(await isGood(token.secret), false);
  });
});
