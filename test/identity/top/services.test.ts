import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import { createIdentity, type IdentityDeps } from '../../../src/identity/create-identity.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { Trust } from '../../../src/identity/trusts/entity.ts';
import { createSend } from '../../../src/outgoing/send.ts';
import { asBrowser, type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import {
  type IdentityFixture,
  makeIdentity,
  password,
  person,
  setupCode,
  signUpRequest,
  tokenFields,
} from '../accounts/identity-fixture.ts';

describe('the assembled services of identity', () => {
  let server: IdentityServer;
  let headers: Record<string, string>;
  before(async () => {
    server = await serveIdentity();
    await person(server, 'ada');
    const json = { email: 'ada@example.org', password };
    headers = asBrowser(await server.ask('/session', { json }));
  });
  after(() => server.close());

  const device = { client: 'cli', scopes: ['hosts:read'] };
  const invited = { name: 'bob', email: 'bob@example.org' };
  const ci = { name: 'ci', scopes: ['hosts:read'] };
  const exchange = { token: 'no JWT', account: 'ada' };
  for (const [method, path, json, status] of [
    ['GET', '/account', undefined, 200],
    ['PATCH', '/account', { signingKey: null, currentPassword: password }, 200],
    ['GET', '/account/sessions', undefined, 200],
    ['GET', '/accounts', undefined, 200],
    ['GET', '/accounts/ada/holdings', undefined, 200],
    ['GET', '/accounts/ada/tokens', undefined, 200],
    ['POST', '/invitations', invited, 201],
    ['POST', '/tokens', ci, 201],
    ['GET', '/tokens', undefined, 200],
    ['GET', '/trusts', undefined, 200],
    ['GET', '/issuers', undefined, 200],
    ['POST', '/tokens/exchange', exchange, 401],
    ['POST', '/device_authorization', device, 200],
    ['POST', '/account/password-reset/link', { account: 'ada' }, 409],
  ] as const) {
    it(`answer ${method} ${path}`, async () => {
      const told = await server.ask(path, { method, headers, ...(json && { json }) });
      assert.equal(told.status, status, told.text);
    });
  }
});

describe('the services of identity', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  /** Other services on the same data. */
  const beside = (more: Partial<IdentityDeps>) =>
    createIdentity({
      ...{ database: identity.database, clock: identity.clock.tell, signUpOpen: true, setupCode },
      ...{ box: createSecretBox([Buffer.alloc(32)]), send: createSend() },
      ...more,
    });

  it('end what an account has along with it, and count what names a host', async () => {
    const ended: string[] = [];
    const { database, clock } = identity;
    await person(identity, 'ada');
    const bob = await person(identity, 'bob');
    const { id: accountId, name } = bob.account;
    const { users, hostBelongings } = beside({
      belongings: [{ count: async () => ({}), end: async (_em, id) => void ended.push(id) }],
    });
    const hosts = [parseLabel('one')];
    await identity.tokens.create(bob, tokenFields({ hosts }));
    const id = '00000000-0000-4000-8000-000000000000';
    const rule = { ...tokenFields({ hosts }), claims: { sub: 'web' } };
    const trust = { id, accountId, name, issuer: 'https://a', audience: 'a', rules: [rule] };
    const em = database.em();
    await em.insert(Trust, { ...trust, createdAt: clock.tell() });
    const named = await Promise.all(hostBelongings.map(({ count }) => count?.(em, 'one')));
    assert.deepEqual(named, [{ tokens: 1 }, { trusts: 1 }]);
    await users.remove(accountId);
    assert.deepEqual(ended, [accountId]);
    assert.equal(await em.count(Trust), 0);
    assert.equal(await em.count(Token, { accountId, revokedAt: null }), 0);
  });

  it('require confirmed addresses for signing in only if they send mails', async () => {
    const byMail = await makeIdentity({ mail: true });
    const signIn = async ({ signUp, signIn }: IdentityFixture) => {
      for (const name of ['ada', 'bob']) await signUp.signUp(signUpRequest(name));
      const visitor = { address: '192.0.2.1', userAgent: null };
      const bob = { email: 'bob@example.org', password, ...visitor };
      return await signIn.signIn(bob).then(
        () => 'signed in',
        ({ code }) => code,
      );
    };
    assert.equal(await signIn(identity), 'account-inactive');
    assert.equal(await signIn(byMail), 'sign-in-refused');
    await byMail.database.close();
  });

  it('make secrets from the random source that they are given', async () => {
    const given: number[] = [];
    const random = (size: number) => {
      given.push(size);
      return Buffer.alloc(size, 7);
    };
    const { tokens } = beside({ random });
    const ada = await person(identity, 'ada');
    const { secret } = await tokens.create(ada, tokenFields());
    assert.match(secret, /^fmr_/);
    assert.notDeepEqual(given, []);
  });
});
