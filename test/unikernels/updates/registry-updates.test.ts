import assert from 'node:assert/strict';
import { z } from 'zod';
import { createDownload } from '../../../src/outgoing/download.ts';
import { Sources } from '../../../src/sources/sources.ts';
import { layer, manifest, RegistryStandIn } from '../../sources/registry-stand-in.ts';
import { sha256 } from '../../sources/source-world.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploymentIn } from '../rollouts/deploy.ts';
import { UnikernelWorld } from '../unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

const updatesOf = z.looseObject({
  update: z.looseObject({ source: z.looseObject({ reference: z.string() }) }),
});

describe('a unikernel from a tag in a registry', () => {
  let world: UnikernelWorld;
  let standIn: RegistryStandIn;
  beforeEach(async () => {
    standIn = await RegistryStandIn.start();
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      sources: (images) =>
        new Sources({
          ...{
            images,
            kept: { find: async () => null },
            isOwn: async () => false,
            imageFrom: async () => null,
          },
          ...{ clock: () => new Date(), builder: null, plainLoopback: true },
          download: createDownload({ plainLoopback: true }),
          credentialFor: async () => null,
        }),
    });
  });
  afterEach(async () => {
    await world.close();
    await standIn.close();
  });

  /** Has the tag `stable` name another image. */
  function push(filler: string) {
    const content = imageWith([], filler);
    const digest = `sha256:${sha256(content)}`;
    standIn.registry.file(`/v2/app/blobs/${digest}`, content);
    const layers = [{ ...layer, digest, size: content.length }];
    return {
      sha256: sha256(content),
      manifest: standIn.push('app', 'stable', manifest({ layers })),
    };
  }
  const deploy = (source: unknown) =>
    world.ask(`${hello}/deployments`, { json: { source, settle: 0 } });
  const newer = async () => {
    world.pass(2);
    const { json, text } = await world.ask(`${hello}/updates?refresh=true`);
    return updatesOf.parse(json, { error: () => text }).update;
  };

  it('is told of each time that its tag moves', async () => {
    const told = async () => {
      const events = "select * from events where type like 'image%'";
      return (await world.database.em().execute(events)).length;
    };
    push('first');
    assert.equal((await deploy(standIn.at('app:stable'))).status, 201);
    for (const [count, filler] of ['second', 'third'].entries()) {
      push(filler);
      await newer();
      await newer();
      assert.equal(await told(), count + 1, filler);
    }
  });

  it('is updated to what was shown, and told of what comes after it', async () => {
    push('first');
    const created = await deploy(standIn.at('app:stable'));
    assert.equal(created.status, 201, created.text);
    const second = push('second');
    const { source } = await newer();
    assert.equal(source.reference, standIn.at(`app:stable@${second.manifest}`).reference);
    const third = push('third');
    const updated = await deploy(source);
    assert.equal(deploymentIn(updated).digest, second.sha256, updated.text);
    const after = await newer();
    assert.equal(after.source.reference, standIn.at(`app:stable@${third.manifest}`).reference);
  });
});
