import { parseLabel } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { within } from '../support/lateness.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

/** Where nothing is going on a host is looked at every ten seconds, and else every two. */
const hurry = 0.5;

describe('a host on which nothing was going on', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true, hurry });
    await world.untilSeen('unikernel-info');
  });
  afterEach(() => world.close());

  it('is looked at soon where something was started there from here', async () => {
    await deploy(world, { settle: 0 });
    const { registry } = world.running;
    const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };
    await within(5_000, () =>
      until(async () => Boolean((await registry.find(key))?.observation.seenAt)),
    );
  });
});
