import assert from 'node:assert/strict';
import { formatName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { unikernels, words } from './support/answers.ts';
import { alice } from './support/client.ts';
import { create, createCommand, network } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

describe('what an emulated host starts again when it starts', () => {
  // Long enough to be met while it is away by who asks over and over on a busy machine.
  const emulated = useEmulator({ exitDelay: 1_000 });
  const running = async () =>
    (await unikernels(emulated.host, alice())).map(({ name }) => formatName(name)).sort();

  /** One that is restarted over and over, and is away now. */
  async function createLooping(label: string): Promise<void> {
    const fails = { arguments: ['--emulator-exit=2'], failBehaviour: { restart: null } };
    await create(emulated.host, alice(label), fails);
    while ((await running()).includes(`:${label}`));
  }

  it('is also what is away to be restarted', async () => {
    await createLooping('hello');
    await emulated.host.restart();
    assert.deepEqual(await running(), [':hello']);
  });

  it('is not what was away when another was created, even if it runs again', async () => {
    await createLooping('hello');
    await create(emulated.host, alice('other'));
    while (!(await running()).includes(':hello'));
    await emulated.host.restart();
    assert.deepEqual(await running(), [':other']);
  });

  it('is what a forced create has ended that was then refused', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { memory: 20 });
    const force = createCommand({}, 'unikernel-force-create');
    const image = sampleImage({ devices: [{ name: 'data', type: 'block' }] });
    const [answer] = await words(host, alice('hello'), force, [image]);
    assert.match(answer ?? '', /^failure: specified block device/);
    assert.deepEqual(await running(), []);
    await host.restart();
    const [told] = await unikernels(host, alice('hello'));
    assert.equal(told?.value.memory, 20);
  });

  it('is not what was destroyed, or has ended for good', async () => {
    const { host } = emulated;
    await create(host, alice('ends'), { arguments: ['--emulator-exit=2'] });
    await create(host, alice('goes'));
    await create(host, alice('stays'));
    await words(host, alice('goes'), { type: 'unikernel-destroy' });
    while ((await running()).includes(':ends'));
    await host.restart();
    assert.deepEqual(await running(), [':stays']);
  });

  it('is not what it refuses then, and forgets at its next change', async () => {
    const { host } = emulated;
    const { bridges } = host.host;
    await create(host, alice('bridged'), { networkDevices: [network('service')] });
    host.host.bridges = [];
    await host.restart();
    assert.deepEqual(await running(), []);
    host.host.bridges = bridges;
    await host.restart();
    assert.deepEqual(await running(), [':bridged']);
    host.host.bridges = [];
    await host.restart();
    await create(host, alice('plain'));
    host.host.bridges = bridges;
    await host.restart();
    assert.deepEqual(await running(), [':plain']);
  });
});
