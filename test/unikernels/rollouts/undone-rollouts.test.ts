import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import type { ActiveFault } from '../../../src/emulator/faults.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { imageWith } from '../deploy-form.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended, endsWith } from './deploy.ts';
import { check, openDeployWorld } from './deploy-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a deployment that is undone', () => {
  let world: UnikernelWorld;
  let failing: Set<string>;
  let beforeCheck: () => void;
  beforeEach(async () => {
    failing = new Set();
    beforeCheck = () => {};
    world = await openDeployWorld(failing, new Set(), async () => beforeCheck());
  });
  afterEach(() => world.close());

  const post = async (action: string) =>
    (await world.ask(`${hello}/${action}`, { method: 'POST' })).status;
  const running = () => world.emulator.host.running.get(parseName('alice:hello'));

  it('leaves one stopped that was stopped, though there is no release of it', async () => {
    const bad = { config: { arguments: endsWith(3) }, settle: 60 };
    assert.partialDeepStrictEqual((await deploy(world, bad)).json, { code: 'not-staying-up' });
    assert.equal(await post('stop'), 200);
    const again = await deploy(world, bad, imageWith([], 'next'));
    assert.partialDeepStrictEqual(again.json, { code: 'rolled-back' }, again.text);
    const shown = (await world.ask(hello)).json;
    assert.partialDeepStrictEqual(shown, { state: 'stopped', drift: [] });
  });

  it('waits for a host that has refused, and was away then', async () => {
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
    const creating = { command: 'unikernel-force-create', times: 1 } as const;
    const slow = world.emulator.faults.add({ kind: 'slow', milliseconds: 1_000 }, creating);
    const image = sampleImage({ abiVersion: 3 });
    const asked = { config: { memory: 48 }, force: true };
    const begun = deploymentIn(await deploy(world, asked, image, { wait: 0 }));
    await until(() => slow.hits > 0);
    const away = world.emulator.faults.add({ kind: 'silent-close' }, { command: 'unikernel-info' });
    await until(async () => (await world.deployments()).at(-1)?.state === 'unknown');
    away.release();
    assert.equal((await ended(world, begun.id)).state, 'rolled-back');
    assert.equal(running()?.config.memory, 64);
  });

  it('goes on where its first command has ended what failed, and was not answered', async () => {
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
    const checks = [check('192.0.2.1')];
    const asked = { checks, settle: 1, deadline: 20, config: { memory: 48 } };
    const creating = { command: 'unikernel-force-create', times: 1 } as const;
    let lost: ActiveFault | null = null;
    beforeCheck = () => {
      if (world.seen('unikernel-force-create') < 2) return;
      failing.add('192.0.2.1'); // as soon as it is started
      lost ??= world.emulator.faults.add({ kind: 'silent-close' }, creating);
    };
    const deploying = deploy(world, asked, imageWith([], 'next'));
    await until(() => (lost?.hits ?? 0) > 0);
    world.emulator.host.unikernels.destroy(parseName('alice:hello')); // as the host does before it creates
    const undone = await deploying;
    assert.partialDeepStrictEqual(undone.json, { code: 'rolled-back' }, undone.text);
    assert.equal(running()?.config.memory, 64);
  });

  it('is rolled back though its daemon was restarted before it answered', async () => {
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
    const checks = [check('192.0.2.1')];
    const asked = { checks, settle: 1, deadline: 20, config: { memory: 48 } };
    const creating = { command: 'unikernel-force-create', times: 1 } as const;
    beforeCheck = () => {
      const isFirst = !failing.has('192.0.2.1');
      if (!isFirst || world.seen('unikernel-force-create') < 2) return;
      failing.add('192.0.2.1');
      world.emulator.faults.add({ kind: 'lost-daemon' }, creating);
    };
    const undone = await deploy(world, asked, imageWith([], 'next'));
    assert.partialDeepStrictEqual(undone.json, { code: 'rolled-back' }, undone.text);
    assert.equal(running()?.config.memory, 64);
  });

  it('is watched though its daemon was restarted before it answered', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const creating = { command: 'unikernel-force-create', times: 1 } as const;
    world.emulator.faults.add({ kind: 'lost-daemon' }, creating);
    const done = await deploy(world, { settle: 1, config: { memory: 48 } }, imageWith([], 'next'));
    assert.equal(done.status, 200, done.text);
    assert.equal(running()?.config.memory, 48);
  });
});
