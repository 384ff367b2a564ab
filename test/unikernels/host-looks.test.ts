import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { pause, systemTimer, type Timer } from '../../src/base/timer.ts';
import { HostLooks } from '../../src/unikernels/observer/host-looks.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';
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

  const looksAt = (perSecond: number, timer = noRest) => new HostLooks({ timer, perSecond });
  const looked = (name: string) => {
    const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel(name) };
    const host = world.running.hosts.get(key.host);
    assert.ok(host);
    return { host, key };
  };
  const { signal } = new AbortController();

  it('are shared by all who ask until one begins, and by nobody who asks later', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const looks = looksAt(1_000);
    const before = world.seen('unikernel-info');
    const asked = () =>
      Promise.all([...names, 'hello'].map((name) => looks.find(looked(name), signal)));
    const found = await asked();
    assert.equal(world.seen('unikernel-info'), before + 1);
    assert.deepEqual(
      found.map((unikernel) => unikernel !== null),
      [...names.map(() => false), true],
    );
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'unikernel-info' });
    const first = looks.find(looked('hello'), signal);
    while (held.waiting === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = looks.find(looked('hello'), signal);
    held.release();
    await Promise.all([first, second]);
    assert.equal(world.seen('unikernel-info'), before + 3);
  });

  describe('by a clock that nobody sets', () => {
    let time: ManualTime;
    let looks: HostLooks;
    let begun: number;
    const look = async () => {
      begun += 1;
    };
    beforeEach(() => {
      time = new ManualTime();
      begun = 0;
      looks = new HostLooks({ timer: time.timer, now: time.now, perSecond: 5 });
    });

    /** Those that may be in a second. */
    const takeAll = async () => {
      const taken = Array.from({ length: 5 }, () => looks.add(look, signal));
      await time.pass(400);
      await Promise.all(taken);
    };

    it('are so many a second at most, whoever asks', async () => {
      const asked = Array.from({ length: 12 }, () => looks.add(look, signal));
      const seen: number[] = [];
      for (const pass of [0, 200, 200, 599, 1, 400, 600]) {
        await time.pass(pass);
        seen.push(begun);
      }
      assert.deepEqual(seen, [3, 4, 5, 5, 6, 8, 11]);
      await time.pass(1_000);
      await Promise.all(asked);
    });

    it('come first where something has happened, be it meanwhile, each second time', async () => {
      await takeAll();
      const order: string[] = [];
      const urgent = new AbortController();
      const note = (name: string) => async () => void order.push(name);
      const asked = [
        ...['a', 'b', 'c'].map((name) => looks.add(note(name), signal)),
        ...['u', 'v'].map((name) => looks.add(note(name), signal, urgent.signal)),
      ];
      urgent.abort();
      await time.pass(1_400);
      await Promise.all(asked);
      assert.deepEqual(order, ['u', 'a', 'v', 'b', 'c']);
    });

    it('come to each of fifty hosts in some five seconds, and at once where something has happened', async () => {
      const fifty = new HostLooks({ timer: time.timer, now: time.now });
      const hosts = Array.from({ length: 50 }, () => ({
        looked: [time.now()],
        news: new AbortController(),
      }));
      /** As the observer does. */
      const watch = async (host: (typeof hosts)[number]) => {
        while (!leaving.signal.aborted) {
          const { news } = host;
          const look = async () => void host.looked.push(time.now());
          await fifty.add(look, leaving.signal, news.signal).catch(() => {});
          if (news.signal.aborted) host.news = new AbortController();
          const resting = AbortSignal.any([leaving.signal, host.news.signal]);
          await pause(time.timer, 5_000, resting).catch(() => {});
        }
      };
      const leaving = new AbortController();
      const watching = hosts.map(watch);
      const waits: number[] = [];
      for (const host of hosts) {
        await time.pass(1_130);
        const happened = time.now();
        host.news.abort();
        await time.pass(250);
        waits.push((host.looked.at(-1) ?? 0) - happened);
      }
      assert.ok(Math.min(...waits) >= 0, `${waits}`);
      for (const { looked } of hosts) {
        const gaps = looked.slice(1).map((at, index) => at - (looked[index] ?? 0));
        assert.ok(Math.max(...gaps) <= 5_600, `${gaps}`);
      }
      leaving.abort();
      await Promise.all(watching);
    });

    it('leave their turns to others where nobody waits for them any more', async () => {
      const leaving = new AbortController();
      await takeAll();
      const left = Array.from({ length: 9 }, () => looks.add(look, leaving.signal));
      const last = looks.add(look, signal);
      await time.pass(500);
      leaving.abort(new Error('left'));
      for (const one of left) await assert.rejects(one, /left/);
      await time.pass(500);
      await last;
      assert.equal(begun, 6);
    });

    it('are none after the end', async () => {
      await takeAll();
      const waiting = looks.add(look, signal);
      looks.close();
      await assert.rejects(waiting, { name: 'AbortError' });
      await assert.rejects(looks.find(looked('hello'), signal), { name: 'AbortError' });
      assert.deepEqual(time.due, []);
    });
  });

  it('fail for those who asked alone, and leave the next ones alone', async () => {
    const looks = looksAt(1_000);
    world.emulator.faults.connection = 'reset';
    await assert.rejects(looks.find(looked('hello'), signal));
    world.emulator.faults.clear();
    assert.equal(await looks.find(looked('hello'), signal), null);
    const left = new AbortController();
    const leaving = looks.find(looked('hello'), left.signal);
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
    let max = 0;
    await until(() => {
      max = Math.max(max, looks.waiting);
      return looks.hits >= 8;
    });
    assert.equal(max, 1);
  });
});
