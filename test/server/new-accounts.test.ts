import assert from 'node:assert/strict';
import { OwnServer } from '../support/own-server.ts';
import { until } from './support/until.ts';

describe('new accounts on a server with a default policy', function () {
  this.timeout(60_000);
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
    const json = { unikernels: 2, memory: 64, storage: null, defaultOn: ['one'] };
    await server.expect(200, '/policy-templates/small', { method: 'PUT', json });
  });
  after(() => server.close());

  const holders = async () => {
    const { json } = await server.expect(200, '/hosts/one/policies');
    const { data, pending } = Object(json);
    return {
      given: data.map(({ account }: { account: string }) => account),
      pending: pending.map(({ account }: { account: string }) => account),
    };
  };
  const isGiven = async (name: string) => (await holders()).given.includes(name);

  it('have it when they are invited', async () => {
    await server.expect(201, '/invitations', { json: { name: 'bob', email: 'bob@example.org' } });
    await until(() => isGiven('bob'));
  });

  it('have it when they are approved, and not before', async () => {
    const json = { name: 'carol', email: 'carol@example.org', password: 'long and uncommon 7' };
    await server.expect(201, '/accounts', { json, token: '' });
    assert.ok(!(await holders()).pending.includes('carol'));
    const change = { method: 'PATCH', json: { active: true } };
    await server.expect(200, '/accounts/carol', change);
    await until(() => isGiven('carol'));
    assert.deepEqual(await holders(), { given: ['alice', 'bob', 'carol'], pending: [] });
  });

  it('are made also where the host is away, and leave nothing when they end', async () => {
    await server.emulator.stop();
    await server.expect(201, '/invitations', { json: { name: 'dave', email: 'dave@example.org' } });
    assert.deepEqual((await holders()).pending, ['dave']);
    await server.expect(200, '/accounts/dave', { method: 'DELETE' });
    assert.deepEqual((await holders()).pending, []);
  });
});
