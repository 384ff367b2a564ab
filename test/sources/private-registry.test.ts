import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialSaid } from '../../src/sources/deps.ts';
import { describeWithRegistry, RegistryServer } from './registry-server.ts';
import { image, imageDigest, SourceWorld, shown } from './source-world.ts';
import { TokenService } from './token-service.ts';

/** A password, and what bcrypt makes of it. */
const pair = 'octo:abc';
const hashed = 'octo:$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i';

describeWithRegistry('a registry of the distribution that lets in whom it knows', function () {
  this.timeout(60_000);
  let registry: RegistryServer;
  let world: SourceWorld;
  let secret: string;
  let tokenService: string | null;
  let said: CredentialSaid[];
  beforeEach(async () => {
    [secret, tokenService, said] = [pair, null, []];
    world = await SourceWorld.open({
      credentialFor: async (_, service) =>
        service === registry.host ? shown(secret, said, tokenService) : null,
    });
  });
  afterEach(async () => {
    await world[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
  });

  const start = async (auth: (folder: string) => Promise<object>) => {
    registry = await RegistryServer.start(auth);
    await registry.push('team/app:v1', [image], pair);
    return { kind: 'oci', reference: `${registry.host}/team/app:v1` };
  };

  it('is shown the password, and says when it is another one', async () => {
    const app = await start(async (folder) => {
      const path = join(folder, 'htpasswd');
      await writeFile(path, hashed);
      return { htpasswd: { realm: 'Registry', path } };
    });
    const fetched = await world.fetch(app);
    assert.equal(fetched.digest, imageDigest);
    await fetched.discard();
    secret = 'octo:former';
    await world.refuses(app, 'source-credential-refused', /the saved credential/);
    const limits = null;
    assert.deepEqual(said, [
      { accepted: true, limits },
      { accepted: false, limits },
    ]);
  });

  it('has a token service elsewhere, which is shown it where that is named', async () => {
    await using tokens = await TokenService.start(pair);
    const app = await start((folder) => tokens.settings(folder));
    const { host } = tokens.server.url;
    await world.refuses(app, 'source-credential-refused', new RegExp(`not sent: .* at ${host}`));
    tokenService = host;
    const fetched = await world.fetch(app);
    assert.equal(fetched.digest, imageDigest);
    await fetched.discard();
    assert.deepEqual(said, [{ accepted: true, limits: null }]);
    secret = 'octo:former';
    await world.refuses(app, 'source-credential-refused', /the saved credential/);
    assert.deepEqual(said.at(-1), { accepted: false, limits: null });
  });
});
