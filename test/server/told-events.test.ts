import assert from 'node:assert/strict';
import { password } from '../identity/accounts/identity-fixture.ts';
import { OwnServer } from '../support/own-server.ts';
import { until } from './support/until.ts';

describe('the events of a server', function () {
  this.timeout(60_000);
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
  });
  after(() => server?.close());

  const events = async (query: string) =>
    Object((await server.expect(200, `/events?${query}`)).json).data;

  /** The first that a filter finds, once it is published. */
  const eventOf = async (query: string) => {
    await until(async () => (await events(query)).length > 0);
    return (await events(query))[0];
  };

  it('tell of a token that was revoked', async () => {
    const json = { name: 'ci', scopes: ['events:read'] };
    const { id } = Object((await server.expect(201, '/tokens', { json })).json);
    await server.expect(204, `/tokens/${id}`, { method: 'DELETE' });
    assert.partialDeepStrictEqual(await eventOf('type=token.revoked'), {
      account: 'alice',
      object: `tokens/${id}`,
      summary: 'The token ci was revoked.',
    });
  });

  it('tell administrators of whoever waits for approval', async () => {
    const json = { name: 'carol', email: 'carol@example.org', password };
    const { id } = Object((await server.expect(201, '/accounts', { json })).json);
    assert.deepEqual(await events('type=account.waiting'), []);
    const told = await eventOf('account=*&type=account.waiting');
    assert.partialDeepStrictEqual(told, { account: null, object: `accounts/${id}` });
  });

  it('tell of a volume that was filled', async () => {
    const { json } = await server.expect(200, '/accounts');
    const [alice] = Object(json).data ?? Object(json);
    const policy = { unikernels: 4, memory: 256, storage: 64, cpuids: [0], bridges: [] };
    const put = { method: 'PUT', json: policy };
    await server.ask(`/accounts/${alice.id}/policies/one`, put);
    await server.expect(201, '/hosts/one/volumes', { json: { name: 'data', size: 1 } });
    const body = new Uint8Array(1024);
    const headers = { 'content-type': 'application/octet-stream' };
    const upload = { method: 'PUT', body, headers };
    await server.ask('/hosts/one/volumes/data/data', upload);
    assert.partialDeepStrictEqual(await eventOf('type=volume.'), {
      type: 'volume.filled',
      account: 'alice',
      object: 'hosts/one/volumes/data',
    });
  });
});
