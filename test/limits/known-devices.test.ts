import assert from 'node:assert/strict';
import {
  asBrowser,
  type IdentityServer,
  serveIdentity,
} from '../identity/accounts/http-fixture.ts';
import { approver, password, signUpRequest } from '../identity/accounts/identity-fixture.ts';
import type { Told } from '../support/request.ts';

const ada = 'ada@example.org';
const quarter = 15 * 60_000;

/** The cookie by which a browser is known after a sign-in, and its attributes. */
function deviceOf(signedIn: Told): { readonly cookie: string; readonly set: string } {
  const set = signedIn.headers.getSetCookie().find((each) => each.includes('fulmar_device=')) ?? '';
  return { cookie: set.split(';')[0] ?? '', set };
}

describe('a browser that has signed in before', () => {
  let server: IdentityServer;
  let device: string;
  beforeEach(async () => {
    server = await serveIdentity();
    await server.signUp.signUp(signUpRequest('ada'));
    const { account } = await server.signUp.signUp(signUpRequest('bob'));
    await server.users.change(approver, account.id, { active: true });
    device = deviceOf(await signIn(password)).cookie;
  });
  afterEach(() => server.close());

  const signIn = (given: string, cookie = '', email = ada) =>
    server.ask('/session', {
      json: { email, password: given },
      ...(cookie && { headers: { cookie } }),
    });
  const guess = async (times: number, cookie = '', email = ada) => {
    const statuses = [];
    for (let n = 0; n < times; n += 1) statuses.push((await signIn('wrong', cookie, email)).status);
    return statuses.filter((status) => status === 401).length;
  };

  it('is let in whoever guesses behind the same address, in whatever number', async () => {
    assert.equal(await guess(30), 10);
    for (let n = 0; n < 12; n += 1) await guess(10, '', `nobody-${n}@example.org`);
    assert.equal((await signIn(password)).status, 429);
    assert.equal((await signIn(password, device)).status, 200);
  });

  it('has a few guesses of its own, which count for nobody else', async () => {
    assert.equal(await guess(30, device), 10);
    assert.equal((await signIn(password, device)).status, 429);
    assert.equal((await signIn(password)).status, 200);
    for (let n = 0; n < 20; n += 1) {
      server.clock.pass(quarter);
      await guess(10, device);
    }
    server.clock.pass(quarter);
    assert.equal(await guess(1, device), 0, 'a hundred a day');
    server.clock.passDays(1);
    assert.equal((await signIn(password, device)).status, 200);
  });

  it('is known for the account alone that has signed in, and for 180 days', async () => {
    assert.equal(await guess(30, device, 'bob@example.org'), 10);
    assert.equal((await signIn(password, device, 'bob@example.org')).status, 429);
    server.clock.passDays(180);
    assert.equal(await guess(30), 10);
    assert.equal((await signIn(password, device)).status, 429);
  });

  it('is not known by what was not made here, and let in by it by nobody', async () => {
    assert.equal(await guess(30), 10);
    const [name = '', value = ''] = device.split('=');
    const changed = `${value.slice(0, -3)}${value.at(-3) === 'x' ? 'y' : 'x'}${value.slice(-2)}`;
    for (const forged of [changed, 'x', '', value.repeat(40), 'a.b']) {
      assert.equal((await signIn(password, `${name}=${forged}`)).status, 429, forged);
    }
    const cookie = device.replace('fulmar_device', 'fulmar_session');
    assert.equal((await server.ask('/account', { headers: { cookie } })).status, 401);
    const beside = `fulmar_device=planted; ${device}`;
    assert.equal((await signIn(password, beside)).status, 200);
  });

  it('keeps its cookie when it signs out, which no script reads', async () => {
    const signedIn = await signIn(password, device);
    const { set } = deviceOf(signedIn);
    assert.match(
      set,
      /^fulmar_device=[\w.-]{20,200}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax$/,
    );
    const headers = asBrowser(signedIn);
    const out = await server.ask('/session', { method: 'DELETE', headers });
    assert.equal(deviceOf(out).set, '');
  });

  it('changes its account’s password, whoever guesses behind the same address', async () => {
    const headers = asBrowser(await signIn(password));
    assert.equal(await guess(30), 10);
    const json = { password: 'another one', currentPassword: password };
    const changed = await server.ask('/account', { method: 'PATCH', json, headers });
    assert.equal(changed.status, 200, changed.text);
  });
});
