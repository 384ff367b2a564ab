import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
import { unikernelDetails } from '../../../src/unikernels/answer-schema.ts';
import { Deployment } from '../../../src/unikernels/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { create, imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const name = parseName('alice:hello');

describe('a unikernel that is kept running', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      reader: tokenActor(['unikernels:read']),
    };
    world = await UnikernelWorld.open({ actors, observed: true });
  });
  afterEach(() => world.close());

  const show = async () => unikernelDetails.parse((await world.ask(hello)).json);
  const change = (json: unknown, token = 'alice') =>
    world.ask(hello, { method: 'PATCH', json, token });
  const runs = () => world.emulator.host.running.has(name);
  const starts = async () => (await world.deployments()).filter(({ action }) => action === 'start');

  /** Makes one that is kept running, on a host that is there for long. */
  async function keep(config: object = {}): Promise<void> {
    await look(1);
    world.pass(3);
    const made = await create(world, { name: 'hello', failBehaviour: 'quit', ...config });
    assert.equal(made.status, 201, made.text);
    assert.equal((await change({ keepRunning: true })).status, 200);
    await until(async () => (await show()).seenAt !== null || (await show()).lastExit !== null);
  }

  /** Ends it as one ends that says with which code. */
  function exit(code: number): void {
    world.emulator.print('alice:hello', `Solo5: solo5_exit(${code}) called`);
    world.emulator.host.unikernels.destroy(name);
    world.emulator.host.unikernels.destroy(name); // its trace, too
  }

  const untilWaiting = () => until(async () => (await show()).keepRunning.nextAt !== null);
  const untilGivenUp = () => until(async () => (await show()).keepRunning.gaveUp !== null);

  /** Lets the observer look at least so many times more. */
  async function look(times = 5): Promise<void> {
    const before = world.seen('unikernel-info');
    await until(() => {
      world.pass(0.02); // what was read is too old then
      return world.seen('unikernel-info') >= before + times;
    });
  }

  it('is off by default, and is turned on and off by whoever may write', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    assert.partialDeepStrictEqual(await show(), {
      keepRunning: { enabled: false, tries: 0, nextAt: null, gaveUp: null },
    });
    assert.equal((await change({ keepRunning: true }, 'reader')).status, 403);
    assert.partialDeepStrictEqual((await change({ keepRunning: true })).json, {
      keepRunning: { enabled: true },
    });
    assert.partialDeepStrictEqual((await change({ keepRunning: false })).json, {
      keepRunning: { enabled: false },
    });
  });

  it('is started again by Fulmar itself where it has ended, which is recorded', async () => {
    await keep();
    exit(7);
    await untilWaiting();
    assert.equal(runs(), false);
    world.pass(1);
    await until(runs);
    await until(async () => (await starts())[0]?.state === 'succeeded');
    const { keepRunning, lastDeployment } = await show();
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

  it('is not where nobody asked for that', async () => {
    assert.equal((await create(world, { name: 'hello', failBehaviour: 'quit' })).status, 201);
    await until(async () => (await show()).seenAt !== null);
    exit(7);
    await until(async () => (await show()).state === 'exited');
    world.pass(30);
    await look();
    assert.deepEqual(await starts(), []);
  });

  for (const code of [1, 60, 64, 123, 125]) {
    it(`is given up at once where it ended with ${code}`, async () => {
      await keep();
      exit(code);
      await untilGivenUp();
      world.pass(60);
      await look();
      assert.deepEqual(await starts(), []);
      const why = `It ended with exit code ${code}.`;
      assert.partialDeepStrictEqual(await show(), { keepRunning: { gaveUp: why, nextAt: null } });
      assert.deepEqual(
        world.kept.map(({ outcome }) => outcome),
        ['gave-up'],
      );
    });
  }

  it('is tried five times with growing pauses, and given up then', async () => {
    await keep({ arguments: ['--emulator-exit=7'] });
    await until(async () => {
      const { gaveUp, nextAt } = (await show()).keepRunning;
      // Time passes by the looks while it runs: in ten minutes unseen it would have its tries again.
      if (gaveUp === null && nextAt === null) await look(1);
      else world.pass(0.1);
      return gaveUp !== null;
    });
    assert.equal((await show()).keepRunning.gaveUp, 'It was started again 5 times.');
    world.pass(60);
    await look();
    const begun = (await starts()).map(({ startedAt }) => startedAt.getTime()).sort();
    assert.equal(begun.length, 5);
    const pauses = begun.slice(1).map((at, index) => at - (begun[index] ?? 0));
    // Each is counted from an end, which is not seen at once.
    for (const [index, least] of [60, 120, 300, 600].entries()) {
      assert.ok((pauses[index] ?? 0) >= least * 1000, `${pauses}`);
    }
  }).timeout(120_000);

  it('has all its tries again once it ran for ten minutes, or was asked for anew', async () => {
    await keep();
    exit(7);
    await untilWaiting();
    world.pass(1);
    await until(async () => runs() && (await show()).keepRunning.tries === 1);
    await until(async () => (await show()).state === 'running');
    await until(async () => {
      world.pass(1); // its ten minutes count from the look that sees it
      return (await show()).keepRunning.tries === 0;
    });
    exit(1);
    await untilGivenUp();
    assert.equal((await world.ask(`${hello}/start`, { method: 'POST' })).status, 200);
    assert.partialDeepStrictEqual(await show(), { keepRunning: { gaveUp: null, tries: 0 } });
  });

  it('is left alone where another client has destroyed it', async () => {
    await keep();
    world.emulator.host.unikernels.destroy(name);
    await untilGivenUp();
    world.pass(60);
    await look();
    assert.equal(runs(), false);
    assert.deepEqual(await starts(), []);
    const { keepRunning } = await show();
    assert.match(`${keepRunning.gaveUp}`, /another client/);
  });

  it('is left alone where another client had changed it before it ended', async () => {
    await keep();
    await startElsewhere(world, 'alice:hello', { image: imageWith([], 'theirs'), memory: 48 });
    await until(async () => (await show()).drift.length > 0);
    await look();
    exit(7);
    await untilGivenUp();
    world.pass(60);
    await look();
    assert.deepEqual(await starts(), []);
    assert.equal((await show()).keepRunning.gaveUp, 'Another client had changed it.');
  });

  it('is left alone while it is stopped, and when it is destroyed from here', async () => {
    await keep();
    assert.equal((await world.ask(`${hello}/stop`, { method: 'POST' })).status, 200);
    world.pass(60);
    await look();
    assert.deepEqual(await starts(), []);
    assert.equal((await world.ask(`${hello}/start`, { method: 'POST' })).status, 200);
    assert.equal((await show()).keepRunning.enabled, true);
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    world.pass(60);
    await look();
    assert.equal(runs(), false);
  });

  it('is left alone as long as its deployment is watched: that decides', async () => {
    await keep();
    const [created] = await world.deployments();
    assert.ok(created);
    const watching = { phase: 'watching', state: 'running', finishedAt: null } as const;
    await world.database.em().nativeUpdate(Deployment, { id: created.id }, watching);
    exit(7);
    world.pass(5);
    await look();
    assert.deepEqual(await starts(), []);
    assert.partialDeepStrictEqual(await show(), { keepRunning: { tries: 0, gaveUp: null } });
  });

  it('is left alone where it was only watched', async () => {
    await startElsewhere(world, 'alice:hello');
    await until(async () => (await world.ask(hello)).text.includes('"running"'));
    assert.equal((await change({ keepRunning: true })).status, 200);
    exit(7);
    await until(async () => (await show()).state === 'exited');
    world.pass(60);
    await look();
    assert.deepEqual(await world.deployments(), []);
  });

  it('is left alone where it has completed', async () => {
    await keep({ arguments: ['--emulator-exit=0'] });
    await until(async () => (await show()).state === 'completed');
    world.pass(60);
    await look();
    assert.deepEqual(await starts(), []);
  });

  it('is started where its host has lost it, two minutes after the host is back', async () => {
    await keep();
    await world.emulator.stop({ crash: true });
    await until(async () => (await show()).state === 'unknown');
    world.pass(10);
    world.emulator.host.unikernels.destroy(name);
    world.emulator.host.consoles.forget();
    const back = world.clock();
    await world.emulator.start();
    await world.running.hosts.get('one')?.check();
    await untilWaiting();
    const { keepRunning, state } = await show();
    assert.equal(state, 'missing');
    const wait = Date.parse(`${keepRunning.nextAt}`) - back.getTime();
    assert.ok(wait >= 120_000 && wait < 150_000, `${wait}`);
    world.pass(0.1);
    await look(1); // which passes some of the two minutes
    assert.deepEqual(await starts(), []);
    world.pass(2);
    await until(runs);
  });

  it('is left alone where only Fulmar was cut off while another client destroyed it', async () => {
    await keep();
    assert.equal((await create(world, { name: 'other' })).status, 201);
    await until(async () => (await world.ask('/unikernels?name=other')).text.includes('"running"'));
    world.emulator.faults.connection = 'reset';
    await until(async () => (await show()).state === 'unknown');
    world.pass(5);
    world.emulator.host.unikernels.destroy(name);
    world.emulator.host.consoles.forget(); // and the host's consoles started anew meanwhile
    world.emulator.faults.connection = null;
    await world.running.hosts.get('one')?.check();
    await untilGivenUp();
    world.pass(60);
    await look();
    assert.deepEqual(await starts(), []);
  });

  it('is left alone as long as everything automatic is paused', async () => {
    await keep();
    world.isPaused = true;
    exit(7);
    await until(async () => (await show()).state === 'exited');
    world.pass(60);
    await look();
    assert.deepEqual(await starts(), []);
    world.isPaused = false;
    await until(runs);
  });

  it('is left alone as long as its deployments are locked', async () => {
    await keep();
    exit(7);
    await untilWaiting();
    const end = new Date(world.clock().getTime() + 3600_000).toISOString();
    const lock = { method: 'PUT', json: { reason: 'so', until: end } };
    assert.equal((await world.ask(`${hello}/lock`, lock)).status, 200);
    world.pass(10);
    await look();
    assert.deepEqual(await starts(), []);
    assert.equal((await world.ask(`${hello}/lock`, { method: 'DELETE' })).status, 204);
    await until(runs);
  });

  it('is given up where it cannot be started', async () => {
    await keep();
    await world.database.em().nativeDelete(KeptImage, {});
    exit(7);
    await untilWaiting();
    world.pass(1);
    await untilGivenUp();
    assert.match(`${(await show()).keepRunning.gaveUp}`, /is not kept here/);
  });
});
