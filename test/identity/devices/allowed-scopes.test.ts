import assert from 'node:assert/strict';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { type IdentityFixture, makeIdentity, person } from '../accounts/identity-fixture.ts';

describe('what a person allows a program without a browser', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
    await person(identity, 'ada'); // the first is an administrator
  });
  afterEach(() => identity.database.close());

  /** A program that asks for this, and is allowed it by bob. */
  const allowed = async (scopes: readonly ('admin' | 'hosts:read')[]) => {
    const bob = await person(identity, 'bob');
    const wanted = { client: 'cli', scopes, address: '192.0.2.9' };
    const { deviceCode, request } = await identity.devices.start(wanted);
    await identity.devices.answer(bob, request.userCode, true);
    return { bob, redeem: () => identity.devices.redeem({ device_code: deviceCode }) };
  };
  const change = (id: string, change: Partial<Account>) =>
    identity.database.em().nativeUpdate(Account, { id }, change);

  it('is no more than the person may', async () => {
    await assert.rejects(allowed(['hosts:read', 'admin']), { code: 'admin-only' });
  });

  it('may be refused by whoever could not allow it', async () => {
    const bob = await person(identity, 'bob');
    const wanted = { client: 'cli', scopes: ['admin'], address: '192.0.2.9' } as const;
    const { deviceCode, request } = await identity.devices.start(wanted);
    await identity.devices.answer(bob, request.userCode, false);
    const redeemed = identity.devices.redeem({ device_code: deviceCode });
    await assert.rejects(redeemed, { code: 'device-denied', facts: { error: 'access_denied' } });
  });

  it('is nothing any more once the account is deactivated, or gone', async () => {
    const { bob, redeem } = await allowed(['hosts:read']);
    await change(bob.account.id, { active: false });
    const denied = { code: 'device-denied', facts: { error: 'access_denied' } };
    await assert.rejects(redeem, { ...denied, detail: 'The account may not give it any more.' });
  });

  it('goes to administrators alone where it is an administrator’s', async () => {
    const bob = await person(identity, 'bob');
    await change(bob.account.id, { admin: true });
    const admin = { ...bob, account: { ...bob.account, admin: true } };
    const start = async () => {
      const wanted = { client: 'cli', scopes: ['admin'], address: '192.0.2.9' } as const;
      const { deviceCode, request } = await identity.devices.start(wanted);
      await identity.devices.answer(admin, request.userCode, true);
      return () => identity.devices.redeem({ device_code: deviceCode });
    };
    const first = await start();
    assert.deepEqual((await first()).token.scopes, ['admin']);
    const second = await start();
    await change(bob.account.id, { admin: false });
    await assert.rejects(second, { code: 'device-denied' });
  });

  // Equivalent: src/identity/devices/given-token.ts, `...{ hosts: null, names: null, …` → `...{},`: a token
  // of which nothing else is said has these.
  // Equivalent: src/identity/devices/handlers.ts, `const end = token.expiresAt?.getTime() ?? 0;` → `const end
  // = token.expiresAt.getTime() ?? 0;`: one that a program was given always ends.
  it('lives three months', async () => {
    const { redeem } = await allowed(['hosts:read']);
    const { token } = await redeem();
    assert.equal(token.expiresAt?.toISOString(), '2027-02-22T12:00:00.000Z');
  });
});
