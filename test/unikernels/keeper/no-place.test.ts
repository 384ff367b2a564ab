import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { AccountSecret } from '../../../src/secrets/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { create, imageWith } from '../deploy-form.ts';
import { policy, UnikernelWorld, until } from '../unikernel-world.ts';
import { hello, KeptUnikernel } from './kept-unikernel.ts';

const app = '/hosts/one/unikernels/app';
const appName = parseName('bob:app');

describe('a unikernel that is kept running, while its account has all its places on the host', () => {
  let world: UnikernelWorld;
  let kept: KeptUnikernel;
  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write']),
        bob: tokenActor(['unikernels:write'], { account: 'bob' }),
      },
      policies: { alice: { ...policy, unikernels: 6 } },
      observed: true,
      // A place is waited for 0.3 s.
      hostTimer: (milliseconds, action) => systemTimer(milliseconds / 100, action),
    });
    kept = new KeptUnikernel(world);
  });
  afterEach(() => world.close());

  const showApp = async () => Object((await world.ask(app, { token: 'bob' })).json);

  /** Of bob, to be started after those of alice. */
  async function keepApp(): Promise<void> {
    const config = { name: 'app', startup: 90, failBehaviour: 'quit' };
    const made = await create(world, config, imageWith(), 'bob');
    assert.equal(made.status, 201, made.text);
    const json = { keepRunning: true };
    assert.equal((await world.ask(app, { method: 'PATCH', json, token: 'bob' })).status, 200);
    await until(async () => (await showApp()).seenAt !== null);
  }

  function exitApp(): void {
    world.emulator.print('bob:app', 'Solo5: solo5_exit(7) called');
    world.emulator.host.unikernels.destroy(appName);
    world.emulator.host.unikernels.destroy(appName); // its trace, too
  }

  const outcomes = (account: string) =>
    world.kept.flatMap((event) => (event.account.name === account ? event.outcome : []));

  it('is not given up, and does not hold those of others up', async () => {
    await kept.keep({ startup: 10 });
    await keepApp();
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'unikernel-create' });
    const created = ['c1', 'c2', 'c3'].map((name) => create(world, { name }));
    await until(() => held.waiting === 3);
    kept.exit(7);
    exitApp();
    await kept.untilWaiting();
    await until(async () => (await showApp()).keepRunning.nextAt !== null);
    world.pass(1);
    await until(() => outcomes('bob').length > 0);
    assert.deepEqual(outcomes('bob'), ['succeeded']);
    assert.deepEqual(outcomes('alice'), []);
    await until(() => {
      world.pass(0.1);
      return outcomes('alice').length >= 6;
    });
    assert.deepEqual([...new Set(outcomes('alice'))], ['host-busy']);
    held.release();
    for (const { status } of await Promise.all(created)) assert.equal(status, 201);
    await until(() => {
      world.pass(0.1);
      return kept.runs();
    });
    await until(async () => (await kept.show()).keepRunning.tries === 1);
    assert.equal((await kept.show()).keepRunning.gaveUp, null);
  });
});

describe('a unikernel that is kept running, and cannot be started for now', () => {
  it('is not given up: its host was never told', async () => {
    const policies = { alice: policy };
    const actors = { alice: tokenActor(['unikernels:write']) };
    const world = await UnikernelWorld.open({ actors, policies, observed: true });
    try {
      const kept = new KeptUnikernel(world);
      await kept.keep();
      policies.alice = { ...policy, memory: 1 };
      kept.exit(7);
      await kept.untilWaiting();
      world.pass(0.3);
      const pauses: number[] = [];
      // A minute first, and longer each time.
      for (const minutes of [1, 2, 5, 10, 10]) {
        await until(() => {
          world.pass(0.02);
          return world.kept.length > pauses.length;
        });
        const { tries, nextAt } = (await kept.show()).keepRunning;
        const pause = (Date.parse(`${nextAt}`) - world.clock().getTime()) / 60_000;
        assert.ok(tries === 0 && pause < minutes, `${pauses.length}: ${pause}`);
        pauses.push(pause);
        world.pass(minutes);
      }
      assert.ok((pauses.at(-1) ?? 0) > 5, `${pauses}`);
      assert.deepEqual([...new Set(world.kept.map(({ outcome }) => outcome))], ['policy-refused']);
      const { gaveUp, tries } = (await kept.show()).keepRunning;
      assert.deepEqual([gaveUp, tries], [null, 0]);
      policies.alice = policy;
      await until(() => {
        world.pass(0.5);
        return kept.runs();
      });
    } finally {
      await world.close();
    }
  });

  it('is given up, with the reason, where a secret that it needs is gone', async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    const world = await UnikernelWorld.open({
      actors,
      policies: { alice: policy },
      observed: true,
    });
    try {
      const kept = new KeptUnikernel(world);
      await world.saveSecret('KEY', 'hunter2hunter2');
      await kept.keep({ arguments: [`$${'{secret:KEY}'}`] });
      await world.database.em().nativeDelete(AccountSecret, { name: 'KEY' });
      kept.exit(7);
      await kept.untilWaiting();
      world.pass(1);
      await kept.untilGivenUp();
      const why = 'An argument refers to the secret KEY, which does not exist.';
      assert.equal((await kept.show()).keepRunning.gaveUp, why);
      assert.deepEqual(
        world.kept.map(({ outcome }) => outcome),
        ['secret-missing', 'gave-up'],
      );
      const events = await world.database.em().find(StoredEvent, { type: 'unikernel.gave_up' });
      assert.equal(events.length, 1);
      await world.saveSecret('KEY', 'hunter3hunter3');
      assert.equal((await world.ask(`${hello}/start`, { method: 'POST' })).status, 200);
      assert.partialDeepStrictEqual(await kept.show(), { keepRunning: { gaveUp: null, tries: 0 } });
    } finally {
      await world.close();
    }
  });
});
