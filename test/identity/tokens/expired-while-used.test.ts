import assert from 'node:assert/strict';
import { z } from 'zod';
import { defineRoute } from '../../../src/http/route.ts';
import { scope } from '../../../src/identity/access/access.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { StandingActors } from '../../../src/identity/authentication/standing-actors.ts';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { person, tokenFields } from '../accounts/identity-fixture.ts';

const minutes = 60_000;
const hours = 60 * minutes;

describe('a request whose token expires while it is under way', () => {
  let server: IdentityServer;
  let ada: Actor;
  /** What happens between the request and the change that it asks for. */
  let meanwhile: () => Promise<void>;

  const change = defineRoute({
    ...{ method: 'POST', path: '/changes', operationId: 'change', tag: 'test', summary: 'Changes' },
    access: scope('unikernels:write'),
    answers: { 200: z.object({ by: z.string() }) },
    handle: async ({ confirm }) => {
      await meanwhile();
      const actor = await confirm();
      return { status: 200, body: { by: actor.account.name } };
    },
  });

  beforeEach(async () => {
    server = await serveIdentity([change]);
    ada = await person(server, 'ada');
  });
  afterEach(() => server.close());

  const inMinutes = (count: number) => new Date(server.clock.tell().getTime() + count * minutes);

  const ask = async (expiresAt = inMinutes(15)) => {
    const fields = { scopes: ['unikernels:write'] as const, expiresAt };
    const { token, secret } = await server.tokens.create(ada, tokenFields(fields));
    const send = () => server.ask('/changes', { method: 'POST', token: secret });
    return { token, send };
  };
  const codeOf = ({ json }: { readonly json: unknown }) => Object(json).code;

  it('is done all the same, and the next one is refused', async () => {
    const { send } = await ask();
    meanwhile = async () => server.clock.pass(40 * minutes);
    const done = await send();
    assert.deepEqual([done.status, Object(done.json).by], [200, 'ada']);
    meanwhile = async () => {};
    const next = await send();
    assert.deepEqual([next.status, codeOf(next)], [401, 'credential-expired']);
  });

  it('is refused after 6 hours', async () => {
    const { send } = await ask();
    meanwhile = async () => server.clock.pass(6 * hours + 1);
    assert.equal(codeOf(await send()), 'credential-expired');
  });

  it('is refused where the clock was set back: nobody knows how long it has taken', async () => {
    const { send } = await ask(inMinutes(1));
    meanwhile = async () => server.clock.pass(-1 * hours);
    assert.equal((await send()).status, 200);
    server.clock.pass(2 * hours);
    assert.equal(codeOf(await send()), 'credential-expired');
  });

  it('is refused where its token was revoked, too', async () => {
    const { token, send } = await ask();
    meanwhile = async () => {
      await server.tokens.revoke(ada, token.id);
      server.clock.pass(40 * minutes);
    };
    assert.equal(codeOf(await send()), 'credential-revoked');
  });

  it('can be carried out by another server for who asked in time', async () => {
    const { token } = await ask();
    const actors = new StandingActors(server.database, server.clock.tell);
    const credential = { kind: 'token', id: token.id } as const;
    const askedAt = server.clock.tell();
    server.clock.pass(40 * minutes);
    assert.equal((await actors.of(credential, askedAt)).account.name, 'ada');
    await assert.rejects(actors.of(credential), { code: 'credential-expired' });
    await assert.rejects(actors.of(credential, server.clock.tell()), {
      code: 'credential-expired',
    });
  });
});
