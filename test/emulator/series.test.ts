import assert from 'node:assert/strict';
import { isForName, isRestarted } from '../../src/emulator/host/exit.ts';
import { unikernels, words } from './support/answers.ts';
import { alice, open } from './support/client.ts';
import { create, plainArguments } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

describe('an emulated host of the 2.8 series', () => {
  const emulated = useEmulator({ series: '2.8', statsInterval: 5 });

  it('takes the memory of a restart', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { memory: 20 });
    const given = { ...plainArguments, memory: 40 };
    const command = { type: 'unikernel-restart', arguments: given } as const;
    assert.deepEqual(await words(host, alice('hello'), command), ['created unikernel']);
    assert.equal((await unikernels(host, alice('hello')))[0]?.value.memory, 40);
  });

  it('sends samples in another form, which are the same when they are read', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { memory: 32 });
    const client = open(host, alice(), { type: 'stats-subscribe' });
    await client.next();
    const message = await client.next();
    client.socket.destroy();
    assert(message?.payload.type === 'data' && message.payload.data.type === 'stats');
    const { stats } = message.payload.data;
    assert.deepEqual([stats.vmm, stats.memory?.rss, stats.interfaces], [null, 1024n, []]);
  });

  for (const [code, given, by27, by28] of [
    [1, [], false, false],
    [64, [], false, false],
    [2, [], true, true],
    [122, [], true, true],
    [123, [], true, false],
    [124, [], true, false],
    [125, [], true, false],
    [126, [], true, true],
    [0, ['--help'], true, false],
    [0, ['--version'], true, false],
  ] as const) {
    it(`restarts on exit codes as its series does [${code} ${given}]`, () => {
      const config = { ...plainArguments, failBehaviour: { restart: null }, arguments: given };
      assert.equal(isRestarted(config, code, '2.7'), by27);
      assert.equal(isRestarted(config, code, '2.8'), by28);
    });
  }

  it('tries a command line that was not understood once more without the name', () => {
    assert.deepEqual([isForName(124, '2.7'), isForName(124, '2.8')], [false, true]);
  });
});
