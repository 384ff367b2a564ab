import assert from 'node:assert/strict';
import { type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { person, tokenFields } from '../accounts/identity-fixture.ts';

const fields = { name: 'ci', scopes: ['tokens:write', 'unikernels:read'], names: ['web-*'] };

describe('a token that is used much', () => {
  let server: IdentityServer;
  let token: string;
  before(async () => {
    server = await serveIdentity();
    const ada = await person(server, 'ada');
    ({ secret: token } = await server.tokens.create(ada, tokenFields({ scopes: ['admin'] })));
  });
  after(() => server.close());

  it('has counted each of 10,000 requests on 20 connections, after a restart too', async function () {
    this.timeout(120_000);
    const { secret, id } = Object((await server.ask('/tokens', { json: fields, token })).json);
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let n = 0; n < 500; n += 1) {
          const { status } = await server.ask('/tokens/current', { token: secret });
          assert.equal(status, 200);
        }
      }),
    );
    assert.equal(Object((await server.ask(`/tokens/${id}`, { token })).json).uses, 10_000);
    await server.uses.stop();
    const { tokens } = server.restart();
    const [account] = await server.users.list();
    const days = await tokens.uses(account?.id ?? '', id);
    assert.deepEqual(days.at(-1), { day: '2026-11-22', uses: 10_000 });
  });
});
