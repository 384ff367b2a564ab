import assert from 'node:assert/strict';
import { deploymentDetails, deploymentList } from '../../src/unikernels/answer-schema.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const secret = 'k3y-of-the-very-secret-kind-0123456789';

describe('what another client has changed', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      series: '2.8', // it takes another memory at a restart
    });
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
  });
  afterEach(() => world.close());

  /** What the last deployment says of it. */
  async function listed(): Promise<string | null | undefined> {
    const { json } = await world.ask(`${hello}/deployments`);
    const [last] = deploymentList.parse(json).data;
    const { steps } = deploymentDetails.parse((await world.ask(`/deployments/${last?.id}`)).json);
    return steps.find(({ name }) => name === 'drift')?.detail;
  }

  const change = () =>
    startElsewhere(world, 'alice:hello', {
      memory: 96,
      image: imageWith([], 'theirs'),
      arguments: [`--dns-key=${secret}`],
    });
  const words = (image: string) =>
    `It overwrites what another client had changed: ${image}the arguments, ` +
    'the memory (96 MiB, not 64), the restart behaviour.';

  const ways: Readonly<Record<string, () => Promise<{ readonly status: number }>>> = {
    deploy: () => deploy(world, { settle: 0 }, imageWith([], 'next')),
    update: () => update(world, 'hello', imageWith([], 'next')),
    create: () => create(world, { name: 'hello', force: true }, imageWith([], 'next')),
    restart: () => world.ask(`${hello}/restart`, { json: { arguments: ['--port=80'] } }),
    rollback: () => world.ask(`${hello}/rollback`, { json: { release: 1 } }),
  };

  for (const [name, overwrite] of Object.entries(ways)) {
    it(`is listed on the ${name} that overwrites it, without its arguments`, async () => {
      await change();
      const { status } = await overwrite();
      assert.ok(status < 300);
      assert.equal(await listed(), words(name === 'restart' ? '' : 'the image, '));
      assert.ok((await overwrite()).status < 300);
      assert.equal(await listed(), undefined, 'nothing is overwritten any more');
    });
  }

  it('is not overwritten by a restart that changes nothing', async () => {
    await change();
    assert.equal((await world.ask(`${hello}/restart`, { json: {} })).status, 200);
    assert.equal(await listed(), undefined);
  });
});
