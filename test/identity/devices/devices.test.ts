import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { OwnServer } from '../../support/own-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { ask } from '../../support/request.ts';

const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';

for (const database of ['sqlite', 'postgresql'] as const) {
  describe(`a program without a browser [${database}]`, function () {
    this.timeout(60_000);
    const postgres = database === 'postgresql' ? usePostgres() : null;
    let server: OwnServer;
    let now = Date.now();
    before(async () => {
      const key = { FULMAR_SECRET_KEY: randomBytes(32).toString('base64') };
      const environment = postgres ? { FULMAR_DATABASE_URL: postgres(), ...key } : {};
      server = await OwnServer.open({ clock: () => new Date(now) }, environment);
    });
    after(() => server?.close());

    /** Asks without any credential. */
    const call = async (path: string, json: object) => {
      const told = await ask(`${server.url}/api/v1`, path, { json });
      return { status: told.status, body: Object(told.json) };
    };
    const start = async (scopes: readonly string[] = ['unikernels:read']) => {
      const { status, body } = await call('/device_authorization', {
        client: 'fulmar on web',
        scopes,
      });
      assert.equal(status, 200);
      return body;
    };
    /** Asks for the token once its time has come. */
    const poll = async (device_code: string, later = 5_000) => {
      now += later;
      const { status, body } = await call('/token', { grant_type, device_code });
      return { status, error: body.error, body };
    };
    const answer = (code: string, allow: boolean) =>
      server.ask(`/device_authorization/${code}`, { json: { allow } });

    it('gets a token of the account that has allowed it, once', async () => {
      const started = await start();
      assert.match(started.user_code, /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
      assert.equal(started.verification_uri, `${server.url}/device`);
      assert.deepEqual([started.expires_in, started.interval], [600, 5]);
      assert.equal((await poll(started.device_code)).error, 'authorization_pending');
      const typed = started.user_code.toLowerCase().replace('-', '');
      const shown = await server.expect(200, `/device_authorization/${typed}`);
      assert.partialDeepStrictEqual(shown.json, {
        client: 'fulmar on web',
        address: '127.0.0.1',
        scopes: ['unikernels:read'],
      });
      assert.equal((await answer(typed, true)).status, 204);
      const { status, body } = await poll(started.device_code);
      assert.equal(status, 200);
      assert.partialDeepStrictEqual(body, { token_type: 'Bearer', scope: 'unikernels:read' });
      const current = await server.expect(200, '/tokens/current', { token: body.access_token });
      assert.partialDeepStrictEqual(current.json, { account: 'alice', name: 'fulmar on web' });
      assert.equal((await poll(started.device_code)).status, 404);
      assert.equal((await answer(typed, true)).status, 404);
    });

    it('is told to slow down where it asks too often', async () => {
      const { device_code } = await start();
      assert.equal((await poll(device_code)).error, 'authorization_pending');
      assert.equal((await poll(device_code, 1_000)).error, 'slow_down');
      assert.equal((await poll(device_code, 5_000)).error, 'slow_down');
      assert.equal((await poll(device_code, 15_000)).error, 'authorization_pending');
    });

    it('gets nothing where it is refused, or nobody answers in time', async () => {
      const refused = await start();
      assert.equal((await answer(refused.user_code, false)).status, 204);
      assert.equal((await poll(refused.device_code)).error, 'access_denied');
      const late = await start();
      assert.equal((await poll(late.device_code, 601_000)).error, 'expired_token');
      assert.equal((await answer(late.user_code, true)).status, 404);
      assert.equal((await poll('fmr_nothing')).status, 404);
    });

    it('is answered by a signed-in person alone', async () => {
      const { user_code } = await start();
      const token = await server.administrator.makeToken(server.url, ['admin']);
      const path = `/device_authorization/${user_code}`;
      await server.expect(403, path, { token, json: { allow: true } });
      const stranger = await ask(`${server.url}/api/v1`, path, { json: { allow: true } });
      assert.equal(stranger.status, 401);
    });

    it('is one of few from an address, and a code of few that are tried', async () => {
      now += 3_600_000;
      const body = { client: 'many', scopes: ['hosts:read'] };
      let begun = 0;
      while ((await call('/device_authorization', body)).status === 200) begun += 1;
      assert.equal(begun, 30);
      let tried = 0;
      while ((await server.ask('/device_authorization/BBBBBBBB')).status === 404) tried += 1;
      assert.equal(tried, 60);
    });
  });
}
