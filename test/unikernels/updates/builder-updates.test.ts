import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createDownload } from '../../../src/outgoing/download.ts';
import { Sources } from '../../../src/sources/sources.ts';
import { BuilderStandIn } from '../../sources/builder-stand-in.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploymentIn } from '../rollouts/deploy.ts';
import { UnikernelWorld } from '../unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a unikernel from a builder', () => {
  let world: UnikernelWorld;
  let builder: BuilderStandIn;
  beforeEach(async () => {
    builder = await BuilderStandIn.start();
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      sources: (images) =>
        new Sources({
          ...{ images, kept: { find: async () => null }, isOwn: async () => false },
          imageFrom: async () => null,
          ...{ clock: () => new Date(), builder: builder.server.url, plainLoopback: true },
          download: createDownload({ plainLoopback: true }),
          credentialFor: async () => null,
        }),
    });
  });
  afterEach(async () => {
    await world.close();
    await builder.server[Symbol.asyncDispose]();
  });

  function build(filler: string) {
    const content = imageWith([], filler);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const uuid = randomUUID();
    const binary = { name: 'hello.hvt', content, sha256 };
    const start = '2026-01-01T00:00:00-00:00';
    builder.builds.push({ uuid, platform: 'debian-12', start, binary });
    return { uuid, sha256 };
  }
  const deploy = (source: unknown) =>
    world.ask(`${hello}/deployments`, { json: { source, settle: 0 } });

  it('is told of a newer build, and updated to it', async () => {
    const first = build('first');
    const created = await deploy({ kind: 'builder', job: builder.job });
    assert.equal(created.status, 201, created.text);
    assert.equal(deploymentIn(created).digest, first.sha256);
    const second = build('second');
    const { json, text } = await world.ask(`${hello}/updates?refresh=true`);
    const { update } = z
      .looseObject({ update: z.looseObject({ source: z.looseObject({ build: z.string() }) }) })
      .parse(json, { error: () => text });
    assert.equal(update.source.build, second.uuid);
    assert.equal(update.comparison, `${builder.server.url}compare/${first.uuid}/${second.uuid}`);
    const updated = await deploy(update.source);
    assert.equal(updated.status, 200, updated.text);
    assert.equal(deploymentIn(updated).digest, second.sha256);
    world.pass(2);
    const after = await world.ask(`${hello}/updates?refresh=true`);
    assert.partialDeepStrictEqual(after.json, { update: null, problem: null });
  });
});
