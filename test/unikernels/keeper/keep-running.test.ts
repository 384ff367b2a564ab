import assert from 'node:assert/strict';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { create } from '../deploy-form.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { hello, KeptUnikernel, name } from './kept-unikernel.ts';

describe('a unikernel that is kept running', () => {
  let world: UnikernelWorld;
  let kept: KeptUnikernel;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      reader: tokenActor(['unikernels:read']),
    };
    world = await UnikernelWorld.open({ actors, observed: true });
    kept = new KeptUnikernel(world);
  });
  afterEach(() => world.close());

  it('is off by default, and is turned on and off by whoever may write', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    assert.partialDeepStrictEqual(await kept.show(), {
      keepRunning: { enabled: false, tries: 0, nextAt: null, gaveUp: null },
    });
    assert.equal((await kept.change({ keepRunning: true }, 'reader')).status, 403);
    assert.partialDeepStrictEqual((await kept.change({ keepRunning: true })).json, {
      keepRunning: { enabled: true },
    });
    assert.partialDeepStrictEqual((await kept.change({ keepRunning: false })).json, {
      keepRunning: { enabled: false },
    });
  });

  it('is started again by Fulmar itself where it has ended, which is recorded', async () => {
    await kept.keep();
    kept.exit(7);
    await kept.untilWaiting();
    assert.equal(kept.runs(), false);
    world.pass(1);
    await until(() => kept.runs());
    await until(async () => (await kept.starts())[0]?.state === 'succeeded');
    const { keepRunning, lastDeployment } = await kept.show();
    assert.deepEqual(keepRunning, { enabled: true, tries: 1, nextAt: null, gaveUp: null });
    assert.partialDeepStrictEqual(lastDeployment, {
      action: 'start',
      by: { account: 'alice', token: null, automatic: true },
    });
    await until(() => world.kept.length > 0);
    assert.partialDeepStrictEqual(world.kept, [
      { outcome: 'succeeded', account: { name: 'alice' }, unikernel: { name: 'hello' } },
    ]);
  });

  it('is looked after though the clock was ahead when it was deployed', async () => {
    world.pass(60);
    await kept.keep();
    world.pass(-63);
    kept.exit(7);
    await until(async () => {
      world.pass(0.1); // its console may be late
      return (await kept.show()).keepRunning.gaveUp !== null || kept.runs();
    });
  });

  it('is not where nobody asked for that', async () => {
    assert.equal((await create(world, { name: 'hello', failBehaviour: 'quit' })).status, 201);
    await until(async () => (await kept.show()).seenAt !== null);
    kept.exit(7);
    await until(async () => (await kept.show()).state === 'exited');
    world.pass(30);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
  });

  for (const code of [1, 60, 64, 123, 125]) {
    it(`is given up at once where it ended with ${code}`, async () => {
      await kept.keep();
      kept.exit(code);
      await kept.untilGivenUp();
      world.pass(60);
      await kept.look();
      assert.deepEqual(await kept.starts(), []);
      const why = `It ended with exit code ${code}.`;
      assert.partialDeepStrictEqual(await kept.show(), {
        keepRunning: { gaveUp: why, nextAt: null },
      });
      assert.deepEqual(
        world.kept.map(({ outcome }) => outcome),
        ['gave-up'],
      );
    });
  }

  it('is tried five times with growing pauses, and given up then', async () => {
    await kept.keep({ arguments: ['--emulator-exit=7'] });
    await until(async () => {
      const { gaveUp, nextAt } = (await kept.show()).keepRunning;
      // Time passes by the looks while it runs: in ten minutes unseen it would have its tries again.
      if (gaveUp === null && nextAt === null) await kept.look(1);
      else world.pass(0.1);
      return gaveUp !== null;
    });
    assert.equal((await kept.show()).keepRunning.gaveUp, 'It was started again 5 times.');
    const told = { type: 'unikernel.gave_up', account: 'alice' };
    assert.equal(await world.database.em().count(StoredEvent, told), 1);
    world.pass(60);
    await kept.look();
    const begun = (await kept.starts()).map(({ startedAt }) => startedAt.getTime()).sort();
    assert.equal(begun.length, 5);
    const pauses = begun.slice(1).map((at, index) => at - (begun[index] ?? 0));
    // Each is counted from an end, which is not seen at once.
    for (const [index, min] of [60, 120, 300, 600].entries()) {
      assert.ok((pauses[index] ?? 0) >= min * 1000, `${pauses}`);
    }
  }).timeout(120_000);

  it('has all its tries again once it ran for ten minutes, or was asked for anew', async () => {
    await kept.keep();
    kept.exit(7);
    await kept.untilWaiting();
    world.pass(1);
    await until(async () => kept.runs() && (await kept.show()).keepRunning.tries === 1);
    await until(async () => (await kept.show()).state === 'running');
    await until(async () => {
      world.pass(1); // its ten minutes count from the look that sees it
      return (await kept.show()).keepRunning.tries === 0;
    });
    kept.exit(1);
    await kept.untilGivenUp();
    assert.equal((await world.ask(`${hello}/start`, { method: 'POST' })).status, 200);
    assert.partialDeepStrictEqual(await kept.show(), { keepRunning: { gaveUp: null, tries: 0 } });
  });

  it('is started where its host has lost it, two minutes after the host is back', async () => {
    await kept.keep();
    await world.emulator.stop({ crash: true });
    await until(async () => (await kept.show()).state === 'unknown');
    world.pass(10);
    world.emulator.host.unikernels.destroy(name);
    world.emulator.host.consoles.forget();
    const back = world.clock();
    await world.emulator.start();
    await world.running.hosts.get('one')?.check();
    await kept.untilWaiting();
    const { keepRunning, state } = await kept.show();
    assert.equal(state, 'missing');
    const wait = Date.parse(`${keepRunning.nextAt}`) - back.getTime();
    assert.ok(wait >= 120_000 && wait < 150_000, `${wait}`);
    world.pass(0.1);
    await kept.look(1); // which passes some of the two minutes
    assert.deepEqual(await kept.starts(), []);
    world.pass(2);
    await until(() => kept.runs());
  });

  it('is started where its console tells only later how it ended', async () => {
    await kept.keep();
    assert.ok(name.label);
    const console = world.emulator.host.consoles.open(name.path, name.label, 9);
    world.emulator.host.unikernels.destroy(name);
    const told = { type: 'unikernel.exited' }; // which is once its console was read
    await until(async () => (await world.database.em().count(StoredEvent, told)) > 0);
    assert.equal((await kept.show()).keepRunning.gaveUp, null);
    console.write({ timestamp: world.clock(), line: 'Solo5: solo5_exit(7) called' });
    await until(async () => {
      world.pass(0.02); // until it is read once more
      return (await kept.show()).keepRunning.nextAt !== null;
    });
    world.pass(1);
    await until(() => kept.runs());
  });

  it('is started where its tender was killed: one for hvt is silent for no other reason', async () => {
    await kept.keep({}, sampleImage({ target: 'hvt' }));
    world.emulator.host.unikernels.kill(name);
    await until(async () => {
      world.pass(0.1); // its console may be late
      const { gaveUp, nextAt } = (await kept.show()).keepRunning;
      assert.equal(gaveUp, null);
      return nextAt !== null;
    });
    world.pass(1);
    await until(() => kept.runs());
  });

  it('is given up, which is said, where its console cannot be read', async () => {
    await kept.keep();
    const away = { kind: 'failure', words: 'not today' } as const;
    world.emulator.faults.add(away, { command: 'console-list-inactive' });
    kept.exit(7);
    await kept.untilGivenUp();
    const { gaveUp } = (await kept.show()).keepRunning;
    assert.equal(gaveUp, 'Its console cannot be read: nothing shows how it ended.');
    assert.ok(world.seen('console-list-inactive') >= 5);
    assert.deepEqual(await kept.starts(), []);
    await until(() => world.kept.some(({ outcome }) => outcome === 'gave-up'));
  });

  it('is given up where it cannot be started', async () => {
    await kept.keep();
    await world.database.em().nativeDelete(KeptImage, {});
    kept.exit(7);
    await kept.untilWaiting();
    world.pass(1);
    await kept.untilGivenUp();
    assert.match(`${(await kept.show()).keepRunning.gaveUp}`, /is not kept here/);
  });
});
