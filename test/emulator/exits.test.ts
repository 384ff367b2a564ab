import assert from 'node:assert/strict';
import { type SampleImageOptions, sampleImage } from '../../src/emulator/sample-image.ts';
import { unikernels, words, wordsOf } from './support/answers.ts';
import { alice, open, roomy } from './support/client.ts';
import { create } from './support/unikernels.ts';
import { useEmulator } from './support/use-emulator.ts';

const MiB = 1024 ** 2;

describe('a unikernel that cannot live on an emulated host', () => {
  // Long enough to be seen by who asks over and over on a busy machine.
  const emulated = useEmulator({ exitDelay: 1_000 });
  const isRunning = async () => (await unikernels(emulated.host, alice('hello'))).length > 0;
  const exits = (code: number) => ({ arguments: [`--emulator-exit=${code}`] });

  async function gone(): Promise<void> {
    while (await isRunning());
  }

  it('was created, and is gone a moment later [no CPU ids]', async () => {
    const { host } = emulated;
    assert.deepEqual(await create(host, alice('hello'), { cpuids: [] }), ['created unikernel']);
    assert(await isRunning());
    await gone();
    const start = { count: 1 };
    const client = open(host, alice('hello'), { type: 'console-subscribe', start });
    const lines = [await client.next(), await client.next()].map((line) => line && wordsOf(line));
    assert.deepEqual(lines, ['subscribed', 'taskset: failed to parse CPU list: ']);
    client.socket.destroy();
  });

  it('was created, and is gone a moment later [CPUs that the machine has not]', async () => {
    const policy = { ...roomy, cpuids: [70] };
    const about = { domains: { alice: policy }, label: 'hello' };
    assert.deepEqual(await create(emulated.host, about, { cpuids: [70] }), ['created unikernel']);
    while ((await unikernels(emulated.host, about)).length > 0);
  });

  it('stays away with the fail behaviour quit, and on the codes that never restart', async () => {
    const { host } = emulated;
    await create(host, alice('hello'), { ...exits(2), failBehaviour: 'quit' });
    await gone();
    await create(host, alice('hello'), { memory: 3 });
    await gone();
    await create(host, alice('hello'), { ...exits(64), failBehaviour: { restart: null } });
    await gone();
    await create(host, alice('hello'), { ...exits(2), failBehaviour: { restart: [3] } });
    await gone();
    const destroy = { type: 'unikernel-destroy' } as const;
    assert.deepEqual(await words(host, alice('hello'), destroy), ['failure: destroy: not found']);
  });

  it('lives as long as its argument says', async () => {
    const { host } = emulated;
    const begun = performance.now();
    await create(host, alice('hello'), { arguments: ['--emulator-exit=1:1500'] });
    await gone();
    assert.ok(performance.now() - begun >= 1_490);
  });

  const images: [string, SampleImageOptions, number, RegExp][] = [
    ['larger than its memory', { memoryEnd: 40 * MiB }, 32, /^solo5-spt: Invalid or unsupp/],
    ['for another processor', { machine: 'arm64' }, 32, /^solo5-spt: Invalid or unsupported/],
    ['which leaves too little', { memoryEnd: 32 * MiB }, 32, /ABORT.*Not enough memory/],
    ['whose last MiB is rounded off', { target: 'hvt', memoryEnd: 32 * MiB }, 33, /Not enough/],
  ];
  for (const [what, options, memory, line] of images) {
    it(`was created, and ends as its tender or its start does [an image ${what}]`, async () => {
      const { host } = emulated;
      const config = { image: sampleImage(options), memory, failBehaviour: 'quit' } as const;
      assert.deepEqual(await create(host, alice('hello'), config), ['created unikernel']);
      await gone();
      const start = { count: 1 };
      const client = open(host, alice('hello'), { type: 'console-subscribe', start });
      const lines = [await client.next(), await client.next()].map((told) => told && wordsOf(told));
      assert.match(lines[1] ?? '', line);
      client.socket.destroy();
    });
  }

  it('is started once more without its name where it ends with 64, whatever else', async () => {
    const { host } = emulated;
    const named = { addName: true, failBehaviour: 'quit' } as const;
    await create(host, alice('hello'), { ...named, arguments: ['--emulator-nameless'] });
    await gone();
    while (!(await isRunning()));
    const [told] = await unikernels(host, alice('hello'));
    assert.deepEqual(told?.value.arguments, ['--emulator-nameless']);
    await create(host, alice('other'), { ...named, ...exits(64) });
    const other = async () => (await unikernels(host, alice('other'))).length > 0;
    while (await other());
    while (!(await other()));
    while (await other());
    const destroy = { type: 'unikernel-destroy' } as const;
    assert.deepEqual(await words(host, alice('other'), destroy), ['failure: destroy: not found']);
  });

  for (const restart of [null, [2]]) {
    it(`comes back over and over where it is restarted, until it is destroyed [${restart}]`, async () => {
      const { host } = emulated;
      await create(host, alice('hello'), { ...exits(2), failBehaviour: { restart } });
      await gone();
      while (!(await isRunning()));
      await gone();
      const destroy = { type: 'unikernel-destroy' } as const;
      assert.deepEqual(await words(host, alice('hello'), destroy), [
        'destroyed: removed from restarting',
      ]);
      assert.deepEqual(await words(host, alice('hello'), destroy), ['failure: destroy: not found']);
    });
  }
});
