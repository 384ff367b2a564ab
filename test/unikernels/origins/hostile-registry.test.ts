import assert from 'node:assert/strict';
import { createDownload } from '../../../src/outgoing/download.ts';
import { Sources } from '../../../src/sources/sources.ts';
import { layer, manifest, RegistryStandIn } from '../../sources/registry-stand-in.ts';
import { sha256 } from '../../sources/source-world.ts';
import { tokenActor } from '../../support/actors.ts';
import { usePostgres } from '../../support/postgres.ts';
import { imageWith } from '../deploy-form.ts';
import { deploymentIn } from '../rollouts/deploy.ts';
import { UnikernelWorld } from '../unikernel-world.ts';

const image = imageWith();

for (const dialect of ['SQLite', 'PostgreSQL']) {
  describe(`what a registry says that no database holds [${dialect}]`, () => {
    const postgres = dialect === 'PostgreSQL' ? usePostgres() : () => null;
    let world: UnikernelWorld;
    let standIn: RegistryStandIn;
    beforeEach(async () => {
      standIn = await RegistryStandIn.start();
      world = await UnikernelWorld.open({
        actors: { alice: tokenActor(['unikernels:write']) },
        databaseUrl: postgres(),
        sources: (images) =>
          new Sources({
            ...{ images, kept: { find: async () => null }, isOwn: async () => false },
            ...{ clock: () => new Date(), builder: null, plainLoopback: true },
            download: createDownload({ plainLoopback: true }),
            imageFrom: async () => null,
            credentialFor: async () => null,
          }),
      });
    });
    afterEach(async () => {
      await world.close();
      await standIn.close();
    });

    it('is not taken over, and what it describes is deployed all the same', async () => {
      const digest = `sha256:${sha256(image)}`;
      standIn.registry.file(`/v2/app/blobs/${digest}`, image);
      const layers = [{ ...layer, digest, size: image.length }];
      for (const [name, version] of [
        ['nul', '1\0'],
        ['half', '1\ud800'],
        ['long', '1'.repeat(10_000)],
      ] as const) {
        const annotations = {
          'org.opencontainers.image.version': version,
          'org.opencontainers.image.url': `https://example.org/${version}`,
        };
        standIn.push('app', name, manifest({ layers, annotations }));
        const json = { source: standIn.at(`app:${name}`), settle: 0 };
        const deployed = await world.ask(`/hosts/one/unikernels/${name}/deployments`, { json });
        assert.equal(deployed.status, 201, deployed.text);
        assert.partialDeepStrictEqual(deploymentIn(deployed).origin, { version: name, page: null });
      }
    });
  });
}
