import assert from 'node:assert/strict';
import { ExternalCredential } from '../../src/external-credentials/entity.ts';
import { wholeServer } from '../../src/external-credentials/owner.ts';
import { usePostgres } from '../support/postgres.ts';
import { CredentialWorld, gitHubToken, otherToken, registryPair } from './credential-world.ts';

/** How many the server has at most. */
const limit = 50;

describe('external credentials of the server on PostgreSQL', () => {
  const postgres = usePostgres();
  let world: CredentialWorld;
  before(async () => {
    world = await CredentialWorld.open({ url: postgres() });
  });
  after(() => world?.close());

  it('are saved, replaced and removed', async () => {
    await world.save(gitHubToken, 'github', 'alice', '/server');
    await world.save(otherToken, 'github', 'alice', '/server');
    const { data } = await world.expect(200, '/server/external-credentials', { by: 'alice' });
    assert.deepEqual(
      data.map(({ service }: { service: string }) => service),
      ['github'],
    );
    const path = '/server/external-credentials/github';
    await world.expect(204, path, { method: 'DELETE', by: 'alice' });
  });

  it('are fifty at most, however many are saved at once', async () => {
    for (let n = 1; n < limit; n += 1) {
      await world.save(registryPair, `r${n}.example.org`, 'alice', '/server');
    }
    const codes = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => {
        const path = `/server/external-credentials/more${n}.example.org`;
        const json = { secret: registryPair };
        return (await world.ask(path, { method: 'PUT', json, token: 'alice' })).status;
      }),
    );
    assert.deepEqual(codes.sort(), [200, 409, 409, 409, 409]);
    const owner = wholeServer;
    assert.equal(await world.database.em().count(ExternalCredential, { owner }), limit);
  });
});
