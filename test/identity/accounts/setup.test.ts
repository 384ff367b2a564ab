import assert from 'node:assert/strict';
import { type IdentityServer, serveIdentity } from './http-fixture.ts';
import { makeIdentity, password } from './identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const forwarded = { 'x-forwarded-for': '203.0.113.7' };

describe('what a visitor is told about signing up', () => {
  let server: IdentityServer;
  beforeEach(async () => {
    server = await serveIdentity();
  });
  afterEach(() => server.close());

  const setup = async (headers = {}) => (await server.ask('/setup', { headers })).json;

  it('is that theirs is the first account, and whether that takes the code', async () => {
    assert.deepEqual(await setup(), {
      open: true,
      unclaimed: true,
      codeNeeded: false,
      mail: false,
    });
    assert.deepEqual(await setup(forwarded), {
      open: true,
      unclaimed: true,
      codeNeeded: true,
      mail: false,
    });
  });

  it('is, once there is an account, nothing but that they may', async () => {
    await server.ask('/accounts', { json: ada });
    const later = { open: true, unclaimed: false, codeNeeded: false, mail: false };
    assert.deepEqual(await setup(), later);
    assert.deepEqual(await setup(forwarded), later);
  });
});

describe('what a visitor is told about signing up where it is closed', () => {
  it('is that they may not, but for the first account', async () => {
    const identity = await makeIdentity({ open: false });
    const server = await serveIdentity([], { made: identity });
    try {
      const first = await server.ask('/setup');
      assert.deepEqual(first.json, { open: true, unclaimed: true, codeNeeded: false, mail: false });
      await server.ask('/accounts', { json: ada });
      const later = await server.ask('/setup');
      assert.deepEqual(later.json, {
        open: false,
        unclaimed: false,
        codeNeeded: false,
        mail: false,
      });
    } finally {
      await server.close();
    }
  });
});
