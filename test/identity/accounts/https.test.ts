import assert from 'node:assert/strict';
import { asBrowser, serveIdentity } from './http-fixture.ts';
import { password } from './identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const byHttps = { 'x-forwarded-proto': 'https' };
const aYear = 'max-age=31536000; includeSubDomains';

for (const [what, options, headers] of [
  ['by its public address', { url: new URL('https://localhost') }, {}],
  ['by a trusted proxy', { trustProxy: '127.0.0.1' }, byHttps],
] as const) {
  describe(`a server that is reached by HTTPS, ${what}`, () => {
    it('sets a cookie that no neighbour can, takes it, and ends it', async () => {
      const server = await serveIdentity([], options);
      try {
        await server.ask('/accounts', { json: ada });
        const json = { email: ada.email, password };
        const signedIn = await server.ask('/session', { json, headers });
        assert.match(
          signedIn.headers.getSetCookie()[0] ?? '',
          /^__Host-fulmar_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure$/,
        );
        assert.equal(signedIn.headers.get('strict-transport-security'), aYear);
        const browser = { ...asBrowser(signedIn), ...headers };
        assert.equal((await server.ask('/account', { headers: browser })).status, 200);
        const out = await server.ask('/session', { method: 'DELETE', headers: browser });
        const closing = /^__Host-fulmar_session=; Path=\/; Max-Age=0; .*Secure$/;
        assert.match(out.headers.getSetCookie()[0] ?? '', closing);
      } finally {
        await server.close();
      }
    });
  });
}

describe('a server that is reached by HTTP', () => {
  it('asks for no HTTPS, whatever somebody says who is no proxy', async () => {
    const server = await serveIdentity();
    try {
      const { headers } = await server.ask('/setup', { headers: byHttps });
      assert.equal(headers.get('strict-transport-security'), null);
    } finally {
      await server.close();
    }
  });
});
