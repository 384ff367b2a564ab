import assert from 'node:assert/strict';
import { Problem } from '../../../src/base/errors.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { refuseOauth, startDeviceForm } from '../../../src/identity/devices/oauth-form.ts';
import { deviceParams } from '../../../src/identity/devices/schema.ts';
import { type IdentityFixture, makeIdentity, person } from '../accounts/identity-fixture.ts';

const minute = 60_000;

describe('what a program without a browser is told', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  afterEach(() => identity.database.close());

  const start = async () => {
    const wanted = { client: 'cli', scopes: ['hosts:read'], address: '192.0.2.9' } as const;
    const { deviceCode, request } = await identity.devices.start(wanted);
    const redeem = () => identity.devices.redeem({ device_code: deviceCode });
    return { code: request.userCode, redeem };
  };
  const refusal = (code: string, error: string, detail: string) => ({
    ...{ code, facts: { error }, detail },
  });
  const unknown = refusal(
    'device-unknown',
    'invalid_grant',
    'No such program waits with this code.',
  );

  it('is to wait, and how long', async () => {
    const { redeem } = await start();
    const pending = 'Nobody has allowed it yet.';
    await assert.rejects(redeem, refusal('device-pending', 'authorization_pending', pending));
    const slower = (seconds: number) =>
      refusal('device-too-soon', 'slow_down', `Ask every ${seconds} seconds.`);
    await assert.rejects(redeem, slower(10));
    identity.clock.pass(9_999);
    await assert.rejects(redeem, slower(15));
    identity.clock.pass(15_000);
    await assert.rejects(redeem, { code: 'device-pending' });
  });

  it('is that its request was refused or has expired, once', async () => {
    const late = await start();
    identity.clock.pass(10 * minute);
    const over = 'Nobody has allowed it in time. Begin anew.';
    await assert.rejects(late.redeem, refusal('device-expired', 'expired_token', over));
    identity.clock.pass(minute);
    await assert.rejects(late.redeem, unknown);
    const refused = await start();
    await identity.devices.answer(ada, refused.code, false);
    const denied = refusal('device-denied', 'access_denied', 'It was refused.');
    await assert.rejects(refused.redeem, denied);
    identity.clock.pass(minute);
    await assert.rejects(refused.redeem, unknown);
  });

  it('is that the account may no longer allow it, if the account is gone', async () => {
    const { code, redeem } = await start();
    await identity.devices.answer(ada, code, true);
    await identity.database.em().nativeDelete(Account, { id: ada.account.id });
    const gone = 'The account may not give it any more.';
    await assert.rejects(redeem, refusal('device-denied', 'access_denied', gone));
  });

  it('is the most important fault of its form', () => {
    const wrong = (...paths: readonly string[]) => {
      const errors = paths.map((path) => ({ path, message: 'is wrong' }));
      const problem = new Problem('invalid-body', 'The form is wrong.', { errors });
      return Object(refuseOauth(problem).body).error;
    };
    assert.equal(wrong('client_id', 'scope'), 'invalid_scope');
    assert.equal(wrong('client_id', 'grant_type'), 'unsupported_grant_type');
  });

  it('is nothing about extra spaces between scopes', () => {
    const form = { client_id: 'cli', scope: ' hosts:read  volumes:read ' };
    const scopes = ['hosts:read', 'volumes:read'];
    assert.deepEqual(startDeviceForm.parse(form), { client: 'cli', scopes });
  });
});

describe('what a person who types a code is told', () => {
  it('is that a code has eight letters, or that no program waits with this one', async () => {
    for (const code of ['BCDF-GHJK', 'bcdfghjk'])
      assert.equal(deviceParams.parse({ code }).code, code);
    for (const code of ['BCDF-GHJ', 'BCDF--GHJK', '1CDF-GHJK', 'BCDF-GHJKL']) {
      const [issue] = deviceParams.safeParse({ code }).error?.issues ?? [];
      assert.equal(issue?.message, 'is no code: one has eight letters');
    }
    const identity = await makeIdentity();
    const ada = await person(identity, 'ada');
    await assert.rejects(identity.devices.find(ada, 'BCDF-GHJK'), {
      code: 'device-unknown',
      detail: 'No program waits with this code: it may have taken too long.',
    });
    await identity.database.close();
  });
});
