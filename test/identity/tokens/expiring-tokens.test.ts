import assert from 'node:assert/strict';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { tellExpiringTokens } from '../../../src/identity/tokens/tell-expiring-tokens.ts';
import { asBrowser, type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { password } from '../accounts/identity-fixture.ts';

describe('a token that ends soon', () => {
  let server: IdentityServer;
  let headers: Record<string, string>;
  beforeEach(async () => {
    server = await serveIdentity();
    const ada = { email: 'ada@example.org', password };
    await server.ask('/accounts', { json: { name: 'ada', ...ada } });
    headers = asBrowser(await server.ask('/session', { json: ada }));
  });
  afterEach(() => server.close());

  /** What is told of a token so many days later, by several servers at once. */
  const toldAfter = async (name: string, days: number) => {
    server.clock.passDays(days);
    const { database, clock } = server;
    await Promise.all([1, 2].map(() => tellExpiringTokens(database, clock.tell)));
    const where = { type: 'token.expiring' };
    const events = await database.em().find(StoredEvent, where, { orderBy: { serial: 'asc' } });
    return events.filter(({ facts }) => facts.name === name).map(({ facts }) => facts.days);
  };

  const make = async (name: string, days: number) => {
    const expiresAt = new Date(server.clock.tell().getTime() + days * 24 * 3600 * 1000);
    const json = { name, scopes: ['events:read'], expiresAt: expiresAt.toISOString() };
    assert.equal((await server.ask('/tokens', { json, headers })).status, 201);
  };

  it('is told of at 14, 3 and 1 days, once each', async () => {
    await make('ci', 30);
    assert.deepEqual(await toldAfter('ci', 15), []);
    assert.deepEqual(await toldAfter('ci', 2), [14]);
    assert.deepEqual(await toldAfter('ci', 2), [14]);
    assert.deepEqual(await toldAfter('ci', 9), [14, 3]);
    assert.deepEqual(await toldAfter('ci', 1.5), [14, 3, 1]);
    assert.deepEqual(await toldAfter('ci', 1), [14, 3, 1]);
  });

  it('is no news where it was to live no longer', async () => {
    await make('short', 2);
    assert.deepEqual(await toldAfter('short', 0), []);
    assert.deepEqual(await toldAfter('short', 1.5), [1]);
  });
});
