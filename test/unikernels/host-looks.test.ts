import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import { HostLooks } from '../../src/unikernels/observer/host-looks.ts';
import { tokenActor } from '../support/actors.ts';
import { imageWith } from './deploy-form.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const names = Array.from({ length: 12 }, (_, index) => `hello-${index}`);
const policy = { unikernels: 20, cpuids: [0], memory: 1024, block: 0, bridges: [] };
const noRest: Timer = (_milliseconds, action) => systemTimer(0, action);

describe('looks at hosts of which unikernels are watched', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, policies: { alice: policy } });
  });
  afterEach(() => world.close());

  const looksAt = (perSecond: number, timer = noRest) =>
    new HostLooks({ hosts: { get: (name) => hostOf(name) }, timer, perSecond });
  const hostOf = (name: string) => {
    const host = world.running.hosts.get(name);
    assert.ok(host);
    return host;
  };
  const keyOf = (name: string) => ({
    ...{ host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel(name) },
  });
  const { signal } = new AbortController();

  it('are shared by all who ask until one begins, and by nobody who asks later', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const looks = looksAt(1_000);
    const before = world.seen('unikernel-info');
    const asked = () =>
      Promise.all([...names, 'hello'].map((name) => looks.find(keyOf(name), signal)));
    const found = await asked();
    assert.equal(world.seen('unikernel-info'), before + 1);
    assert.deepEqual(
      found.map((unikernel) => unikernel !== null),
      [...names.map(() => false), true],
    );
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'unikernel-info' });
    const first = looks.find(keyOf('hello'), signal);
    while (held.waiting === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = looks.find(keyOf('hello'), signal);
    held.release();
    await Promise.all([first, second]);
    assert.equal(world.seen('unikernel-info'), before + 3);
  });

  it('are so many a second at most, whoever asks', async () => {
    const looks = looksAt(5);
    const begun: number[] = [];
    const look = async () => void begun.push(performance.now());
    await Promise.all(Array.from({ length: 12 }, () => looks.add(look, signal)));
    for (const [index, time] of begun.slice(5).entries()) {
      assert.ok(time - (begun[index] ?? 0) >= 990, `${begun}`);
    }
  });

  it('fail for those who asked alone, and leave the next ones alone', async () => {
    const looks = looksAt(1_000);
    world.emulator.faults.connection = 'reset';
    await assert.rejects(looks.find(keyOf('hello'), signal));
    world.emulator.faults.clear();
    assert.equal(await looks.find(keyOf('hello'), signal), null);
    const left = new AbortController();
    const leaving = looks.find(keyOf('hello'), left.signal);
    left.abort(new Error('left'));
    await assert.rejects(leaving, /left/);
  });

  it('are one at a time on a host, however many are watched there', async () => {
    const some = names.slice(0, 5);
    const deploying = some.map((name) =>
      deploy(world, { settle: 600 }, imageWith([], name), { name, wait: 0 }),
    );
    await Promise.all(deploying);
    await until(async () => (await world.deployments()).every(({ phase }) => phase === 'watching'));
    const slow = { kind: 'slow', milliseconds: 30 } as const;
    const looks = world.emulator.faults.add(slow, { command: 'unikernel-info' });
    let most = 0;
    await until(() => {
      most = Math.max(most, looks.waiting);
      return looks.hits >= 8;
    });
    assert.equal(most, 1);
  });
});
