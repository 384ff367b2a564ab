import assert from 'node:assert/strict';
import { type DeviceWorld, Program } from './programs.ts';

/** What holds for a program without a browser, on whatever database. */
export function describePrograms(title: string, open: () => Promise<DeviceWorld>): void {
  describe(`a program without a browser [${title}]`, function () {
    this.timeout(180_000); // the last one asks 90 times
    let world: DeviceWorld;
    let program: Program;
    before(async () => {
      world = await open();
      program = new Program(world);
    });
    after(() => world?.close());

    it('gets a token of the account that has allowed it, once', async () => {
      const started = await program.start();
      assert.match(started.user_code, /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
      assert.match(started.device_code, /^fmr_/);
      const page = `${world.url}/device`;
      assert.partialDeepStrictEqual(started, {
        ...{
          verification_uri: page,
          verification_uri_complete: `${page}?code=${started.user_code}`,
        },
        ...{ expires_in: 600, interval: 5 },
      });
      assert.equal((await program.poll(started.device_code)).error, 'authorization_pending');
      const typed = started.user_code.toLowerCase().replace('-', '');
      const shown = await world.ask(`/device_authorization/${typed}`);
      const { createdAt, expiresAt, ...rest } = Object(shown.json);
      assert.equal(Date.parse(expiresAt) - Date.parse(createdAt), 600_000);
      assert.deepEqual(rest, {
        code: started.user_code,
        client: 'fulmar on web',
        address: '127.0.0.1',
        scopes: ['unikernels:read'],
        tokenPeriod: '3 months',
      });
      assert.equal((await program.answer(typed, true)).status, 204);
      const { status, body } = await program.poll(started.device_code);
      assert.equal(status, 200);
      assert.partialDeepStrictEqual(body, { token_type: 'Bearer', scope: 'unikernels:read' });
      assert.ok(body.expires_in > 88 * 86_400 && body.expires_in < 93 * 86_400, body.expires_in);
      const current = await world.call('/tokens/current', { token: body.access_token });
      const { id, account } = Object(current.json);
      assert.equal(account, 'alice');
      const made = await world.ask(`/tokens/${id}`);
      assert.partialDeepStrictEqual(made.json, {
        ...{ name: 'fulmar on web', scopes: ['unikernels:read'], madeBy: null },
        ...{ description: 'Allowed for 127.0.0.1 by a code.', hourlyLimit: 1000 },
        ...{ hosts: null, names: null, addresses: null },
      });
      const audit = await world.ask('/audit?action=redeemDevice');
      assert.ok(audit.text.includes(`"tokens/${id}"`), audit.text);
      const answered = await world.ask('/audit?action=answerDevice');
      assert.match(answered.text, /"device_authorization\/[-0-9a-f]{36}"/);
      assert.equal((await program.poll(started.device_code)).status, 404);
      assert.equal((await program.answer(typed, true)).status, 404);
    });

    it('is told to slow down where it asks too often', async () => {
      const { device_code } = await program.start();
      assert.equal((await program.poll(device_code)).error, 'authorization_pending');
      const tooSoon = await program.poll(device_code, 1_000);
      assert.deepEqual([tooSoon.status, tooSoon.error], [400, 'slow_down']);
      assert.equal(tooSoon.body.detail, 'Ask every 10 seconds.');
      assert.equal((await program.poll(device_code, 5_000)).error, 'slow_down');
      assert.equal((await program.poll(device_code, 15_000)).error, 'authorization_pending');
    });

    it('gets nothing where it is refused, or nobody answers in time', async () => {
      const refused = await program.start();
      assert.equal((await program.answer(refused.user_code, false)).status, 204);
      assert.equal((await program.answer(refused.user_code, true)).status, 404);
      assert.equal((await program.poll(refused.device_code)).error, 'access_denied');
      assert.equal((await program.poll(refused.device_code)).status, 404);
      const late = await program.start();
      assert.equal((await program.poll(late.device_code, 601_000)).error, 'expired_token');
      assert.equal((await program.answer(late.user_code, true)).status, 404);
      const unknown = await program.poll('fmr_nothing');
      assert.deepEqual([unknown.status, unknown.error], [404, 'invalid_grant']);
    });

    it('gets it up to the last moment, and only as the one that began', async () => {
      const { device_code, user_code } = await program.start();
      const other = await program.poll(device_code, 0, { client_id: 'another' });
      assert.deepEqual([other.status, other.error], [404, 'invalid_grant']);
      const own = { client_id: 'fulmar on web' };
      assert.equal((await program.poll(device_code, 0, own)).error, 'authorization_pending');
      world.pass(594_999);
      assert.equal((await program.answer(user_code, true)).status, 204);
      assert.equal((await program.poll(device_code, 5_000, own)).status, 200);
      const late = await program.start();
      world.pass(600_000);
      assert.equal((await world.ask(`/device_authorization/${late.user_code}`)).status, 404);
      assert.equal((await program.poll(late.device_code, 0)).error, 'expired_token');
    });

    it('is forgotten an hour after its time', async () => {
      const kept = await program.start();
      world.pass(600_000 + 3_600_000);
      await program.start();
      assert.equal((await program.poll(kept.device_code, 0)).error, 'expired_token');
      const forgotten = await program.start();
      world.pass(600_000 + 3_600_001);
      await program.start();
      assert.equal((await program.poll(forgotten.device_code, 0)).status, 404);
    });

    it('is answered by a signed-in person alone', async () => {
      const { user_code } = await program.start();
      const token = await world.makeToken(['admin']);
      const path = `/device_authorization/${user_code}`;
      assert.equal((await world.call(path, { token, json: { allow: true } })).status, 403);
      assert.equal((await world.call(path, { json: { allow: true } })).status, 401);
    });

    it('is one of few from an address, and a code of few that are tried', async () => {
      world.pass(3_600_000);
      const json = { client: 'many', scopes: ['hosts:read'] };
      const begin = () => world.call('/device_authorization', { json });
      let begun = 0;
      while ((await begin()).status === 200) begun += 1;
      assert.equal(begun, 30);
      let tried = 0;
      while ((await world.ask('/device_authorization/BBBBBBBB')).status === 404) tried += 1;
      assert.equal(tried, 60);
      assert.equal((await program.answer('BBBBBBBB', true)).status, 429);
    });
  });
}
