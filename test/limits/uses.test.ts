import assert from 'node:assert/strict';
import { Administrator } from '../server/support/administrator.ts';
import { ask } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';

/** A time that stands still. */
const clock = () => new Date('2026-11-22T12:00:00Z');

/** One row of requests, each of which is a use, as docs/tokens.md has it. */
const requests = [
  ['GET', '/api/v1/tokens/current', 200],
  ['GET', '/api/v1/openapi.json', 200],
  ['GET', '/healthz', 200],
  ['GET', '/api/v1/unikernels', 403],
  ['GET', '/api/v1/nowhere', 404],
  ['DELETE', '/api/v1/tokens/current', 405],
  ['POST', '/api/v1/tokens', 201],
  ['POST', '/api/v1/tokens', 409],
  ['GET', '/api/v1/tokens/current', 429],
  ['GET', '/api/v1/tokens/current', 429],
] as const;

describe('the uses of a token', () => {
  it('are all requests that show it from where it may, and those of what it made are not', async () => {
    await using servers = new RunningServers();
    const { url } = await servers.start({}, { clock });
    const administrator = new Administrator();
    await administrator.signUp(url);
    const json = { name: 'ci', scopes: ['tokens:write'], hourlyLimit: 8 };
    const made = await administrator.expect(201, url, '/tokens', { json });
    const { id, secret: token } = Object(made.json);
    const headers = { 'idempotency-key': 'once' };
    const child = { json: { name: 'child', scopes: ['tokens:read'] }, headers };
    let secret = '';
    for (const [method, path, status] of requests) {
      const told = await ask(url, path, { method, token, ...(method === 'POST' ? child : {}) });
      assert.equal(told.status, status, `${method} ${path}: ${told.text}`);
      if (told.status === 201) secret = Object(told.json).secret;
    }
    await ask(url, '/api/v1/tokens/current', { token: secret });
    await ask(url, '/api/v1/tokens/current', { token: `${token}x` });
    const { json: shown } = await administrator.expect(200, url, `/tokens/${id}`);
    const days = await administrator.expect(200, url, `/tokens/${id}/uses`);
    assert.equal(Object(shown).uses, requests.length);
    assert.deepEqual(Object(days.json).data.at(-1), { day: '2026-11-22', uses: requests.length });
  });
});
