import assert from 'node:assert/strict';
import { z } from 'zod';
import { defineRoute } from '../../../src/http/route.ts';
import { credential } from '../../../src/identity/access/access.ts';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { password } from './identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const bob = { name: 'bob', email: 'bob@example.org', password };

describe('while requests of an account run', () => {
  let server: IdentityServer;
  let admin: Record<string, string>;
  let bobs: Record<string, string>;
  let id: string;
  let token: { readonly id: string; readonly secret: string };
  let begun: PromiseWithResolvers<void>;
  let released: PromiseWithResolvers<void>;

  /** Answers when it is released. */
  const slow = defineRoute({
    method: 'GET',
    path: '/slow',
    operationId: 'beSlow',
    tag: 'Test',
    summary: 'Be slow',
    access: credential,
    answers: { 200: z.object({}) },
    handle: async () => {
      begun.resolve();
      await released.promise;
      return { status: 200, body: {} };
    },
  });

  beforeEach(async () => {
    begun = Promise.withResolvers();
    released = Promise.withResolvers();
    server = await serveIdentity([slow]);
    await server.ask('/accounts', { json: ada });
    admin = await signIn(ada.email);
    ({ id } = Object((await server.ask('/accounts', { json: bob })).json));
    await server.ask(`/accounts/${id}`, {
      method: 'PATCH',
      json: { active: true },
      headers: admin,
    });
    bobs = await signIn(bob.email);
    const json = { name: 'ci', scopes: ['unikernels:read'] };
    token = Object((await server.ask('/tokens', { json, headers: bobs })).json);
  });
  afterEach(() => server.close());

  const signIn = async (email: string) =>
    asBrowser(await server.ask('/session', { json: { email, password } }));

  const asToken = () => ({ token: token.secret });
  const asPerson = () => ({ headers: bobs });
  const asAdmin = (method: string, json?: unknown) => ({ method, headers: admin, json });

  const ends: readonly (readonly [string, () => object, () => Promise<{ status: number }>])[] = [
    [
      'its token is revoked',
      asToken,
      () => server.ask(`/tokens/${token.id}`, { method: 'DELETE', headers: bobs }),
    ],
    [
      'an administrator revokes its token',
      asToken,
      () => server.ask(`/accounts/${id}/tokens/${token.id}`, asAdmin('DELETE')),
    ],
    [
      'it is deactivated',
      asToken,
      () => server.ask(`/accounts/${id}`, asAdmin('PATCH', { active: false })),
    ],
    [
      'it is deactivated',
      asPerson,
      () => server.ask(`/accounts/${id}`, asAdmin('PATCH', { active: false })),
    ],
    ['it is deleted', asToken, () => server.ask(`/accounts/${id}`, asAdmin('DELETE'))],
    ['it is deleted', asPerson, () => server.ask(`/accounts/${id}`, asAdmin('DELETE'))],
    [
      'its session is closed',
      asPerson,
      () => server.ask('/session', { method: 'DELETE', headers: bobs }),
    ],
  ];

  for (const [what, credential, end] of ends) {
    const by = credential === asToken ? 'token' : 'session';
    it(`the next one is refused once ${what} (${by})`, async () => {
      const running = server.ask('/slow', credential());
      await begun.promise;
      assert.ok((await end()).status < 300);
      const refused = await server.ask('/slow', credential());
      assert.equal(refused.status, 401);
      released.resolve();
      assert.equal((await running).status, 200);
    });
  }

  it('none slips through among many, from the answer on that revoked the token', async () => {
    released.resolve();
    let revoked = false;
    const workers = Array.from({ length: 8 }, async () => {
      const late: number[] = [];
      for (let turn = 0; turn < 40; turn += 1) {
        const after = revoked;
        const { status } = await server.ask('/slow', asToken());
        if (after) late.push(status);
      }
      return late;
    });
    await begun.promise;
    await server.ask(`/tokens/${token.id}`, { method: 'DELETE', headers: bobs });
    revoked = true;
    const late = (await Promise.all(workers)).flat();
    assert.ok(late.length > 0);
    assert.ok(late.every((status) => status === 401));
  });
});
