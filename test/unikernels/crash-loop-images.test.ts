import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { unikernelDetails } from '../../src/unikernels/answer-schema.ts';
import { tokenActor } from '../support/actors.ts';
import { imageWith } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { deploymentIn } from './rollouts/deploy.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const theirs = { memory: 48, arguments: ['--port=80', '--emulator-exit=2'] };

describe('the image of one that another client started, and that restarts over and over', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
    const failBehaviour = { restart: null };
    const image = imageWith([], 'theirs');
    await startElsewhere(world, 'alice:hello', { ...theirs, failBehaviour, image });
    await until(async () => {
      const { status, json } = await world.ask(hello);
      return status === 200 && unikernelDetails.parse(json).state === 'restarting';
    });
  });
  afterEach(() => world.close());

  const named = parseName('alice:hello');
  const running = () => world.emulator.host.running.get(named);
  const untilAway = () => until(() => running() === undefined);

  it('is had for a deployment of another configuration alone, whatever its moment', async () => {
    await untilAway();
    const json = { config: { arguments: ['--port=80'] }, settle: 1 };
    const fixed = await world.ask(`${hello}/deployments`, { json });
    assert.equal(fixed.status, 200, fixed.text);
    assert.partialDeepStrictEqual(running()?.config, { memory: 48, arguments: ['--port=80'] });
    assert.ok(running()?.config.image.equals(imageWith([], 'theirs')));
  });

  it('is kept before it is replaced, so that it can be gone back to', async () => {
    await untilAway();
    const body = new FormData();
    body.append('image', new Blob([new Uint8Array(imageWith([], 'next'))]), 'file');
    body.append('settle', '0');
    const deployed = await world.ask(`${hello}/deployments`, { body });
    assert.equal(deployed.status, 200, deployed.text);
    assert.equal(deploymentIn(deployed).rollback, 'available');
  });
});
