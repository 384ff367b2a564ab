import assert from 'node:assert/strict';
import { type DeviceWorld, grant_type, openInMemory } from './support/programs.ts';

const client_id = 'backup script';

describe('a program that asks for its token by forms, as RFC 8628 has it', function () {
  this.timeout(60_000);
  let world: DeviceWorld;
  before(async () => {
    world = await openInMemory();
  });
  after(() => world?.close());

  /** Asks without any credential, as a library for OAuth does. */
  const send = async (path: string, form: Record<string, string> | [string, string][]) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `${new URLSearchParams(form)}`;
    const told = await world.call(path, { method: 'POST', headers, body });
    assert.match(told.headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(told.headers.get('cache-control'), 'no-store');
    return { status: told.status, body: Object(told.json) };
  };
  const start = async (scope = 'volumes:read hosts:read') => {
    const { status, body } = await send('/device_authorization', { client_id, scope });
    assert.equal(status, 200);
    return body;
  };
  const poll = async (device_code: string, later = 5_000) => {
    world.pass(later);
    return await send('/token', { grant_type, device_code, client_id });
  };
  const refused = async (path: string, form: Record<string, string>) => {
    const { status, body } = await send(path, form);
    assert.equal(status, 400);
    assert.deepEqual(Object.keys(body), ['error', 'error_description']);
    assert.match(body.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    return body.error;
  };

  it('gets one, once it is allowed', async () => {
    const started = await start();
    assert.deepEqual(Object.keys(started).sort(), [
      ...['device_code', 'expires_in', 'interval', 'user_code'],
      ...['verification_uri', 'verification_uri_complete'],
    ]);
    const { status, body } = await poll(started.device_code);
    assert.deepEqual([status, body.error], [400, 'authorization_pending']);
    assert.equal((await poll(started.device_code, 1_000)).body.error, 'slow_down');
    const path = `/device_authorization/${started.user_code}`;
    const shown = await world.ask(path);
    assert.partialDeepStrictEqual(shown.json, { client: client_id });
    assert.equal((await world.ask(path, { json: { allow: true } })).status, 204);
    const given = await poll(started.device_code, 10_000);
    assert.equal(given.status, 200);
    const scope = 'volumes:read hosts:read';
    assert.partialDeepStrictEqual(given.body, { token_type: 'Bearer', scope });
    const token = given.body.access_token;
    assert.equal((await world.call('/tokens/current', { token })).status, 200);
    assert.equal((await poll(started.device_code)).body.error, 'invalid_grant');
  });

  it('is told the end in the words of the RFC', async () => {
    const denied = await start();
    const path = `/device_authorization/${denied.user_code}`;
    assert.equal((await world.ask(path, { json: { allow: false } })).status, 204);
    assert.equal((await poll(denied.device_code)).body.error, 'access_denied');
    const late = await start();
    world.pass(601_000);
    await start(); // what is over is kept for a while
    assert.equal((await poll(late.device_code)).body.error, 'expired_token');
  });

  it('is told what is wrong with its form', async () => {
    const { device_code } = await start();
    for (const [form, error] of [
      [{ device_code, client_id }, 'invalid_request'],
      [{ grant_type, client_id }, 'invalid_request'],
      [{ grant_type, device_code }, 'invalid_request'],
      [{ grant_type, device_code: '', client_id }, 'invalid_request'],
      [{ grant_type: 'password', device_code, client_id }, 'unsupported_grant_type'],
      [{ grant_type, device_code, client_id: 'another' }, 'invalid_grant'],
      [{ grant_type, device_code: 'fmr_“nothing”', client_id }, 'invalid_grant'],
    ] as const) {
      assert.equal(await refused('/token', form), error, JSON.stringify(form));
    }
    for (const [form, error] of [
      [{ scope: 'hosts:read' }, 'invalid_request'],
      [{ client_id }, 'invalid_scope'],
      [{ client_id, scope: 'everything' }, 'invalid_scope'],
      [{ client_id: 'a\0b', scope: 'hosts:read' }, 'invalid_request'],
    ] as const) {
      assert.equal(await refused('/device_authorization', form), error, JSON.stringify(form));
    }
    const twice: [string, string][] = [...Object.entries({ client_id, scope: 'admin' })];
    const { body } = await send('/device_authorization', [...twice, ['scope', 'hosts:read']]);
    assert.equal(body.error, 'invalid_request');
  });

  it('may send what is not known here, and is told when it asks too much', async () => {
    const form = { client_id, scope: 'hosts:read', audience: 'whatever' };
    assert.equal((await send('/device_authorization', form)).status, 200);
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' };
    const request = { method: 'POST', headers, body: 'client_id=a' };
    const told = await world.call('/device_authorization', request);
    assert.partialDeepStrictEqual(told.json, { error: 'invalid_request' });
    for (let begun = 0; begun < 30; begun += 1) {
      const { status, body } = await send('/device_authorization', form);
      if (status === 200) continue;
      assert.deepEqual([status, body.error], [429, 'temporarily_unavailable']);
      return;
    }
    assert.fail('there is no limit');
  });
});
