import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { policy, UnikernelWorld, until } from './unikernel-world.ts';

const names = ['kept', 'looping', 'plain'] as const;
const commands = ['create', 'force-create', 'restart', 'destroy'] as const;

/** What another client does to one, in turn. */
const acts = ['destroy', 'other memory', 'other image', 'destroy for good', 'as before'] as const;

describe('unikernels that another client creates, destroys and changes throughout', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    const policies = { alice: { ...policy, unikernels: 20 } };
    world = await UnikernelWorld.open({ actors, policies, observed: true });
    await create(world, { name: 'kept', failBehaviour: 'quit', memory: 40 });
    await create(world, { name: 'looping', memory: 40, arguments: ['--emulator-exit=7:50'] });
    await create(world, { name: 'plain', memory: 40 });
    await looked(2);
    world.pass(3);
  });
  beforeEach(async () => {
    for (const name of names) await act(name, 'as before');
    await looked(2);
    const json = { keepRunning: true };
    const changed = await world.ask('/hosts/one/unikernels/kept', { method: 'PATCH', json });
    assert.equal(changed.status, 200, changed.text);
  });
  after(() => world.close());

  const told = () => commands.reduce((sum, command) => sum + world.seen(`unikernel-${command}`), 0);

  async function looked(times: number): Promise<void> {
    const before = world.seen('unikernel-info');
    await until(() => {
      world.pass(0.02);
      return world.seen('unikernel-info') >= before + times;
    });
  }

  async function act(name: string, what: (typeof acts)[number]): Promise<void> {
    const { unikernels } = world.emulator.host;
    const whole = `alice:${name}`;
    const runs = world.emulator.host.running.has(parseName(whole));
    if (what === 'other memory') await startElsewhere(world, whole, { memory: 48 });
    if (what === 'other image') {
      await startElsewhere(world, whole, { image: imageWith([], 'theirs') });
    }
    if (what === 'as before') await startElsewhere(world, whole, { memory: 40 });
    if (!what.startsWith('destroy') || !runs) return;
    unikernels.destroy(parseName(whole));
    if (what === 'destroy for good') world.emulator.host.consoles.forget();
  }

  /** What runs, and with which memory. */
  const running = () =>
    [...world.emulator.host.running.entries()]
      .map(({ name, value }) => `${name.path.join(':')}:${name.label} ${value.config.memory}`)
      .sort();

  async function disturb(between: () => Promise<void>): Promise<void> {
    for (const what of acts) {
      for (const name of names) await act(name, what);
      await startElsewhere(world, `alice:theirs-${what.replaceAll(' ', '-')}`);
      await between();
    }
  }

  it('are neither reverted, started nor stopped by Fulmar', async () => {
    const before = told();
    await disturb(() => looked(4));
    for (const name of names) await act(name, 'destroy');
    const left = running();
    for (let minutes = 0; minutes < 60; minutes += 10) {
      world.pass(10);
      await looked(3);
    }
    assert.equal(told(), before);
    assert.deepEqual(running(), left);
  });

  it('are not either where the server was cut off from its hosts for five minutes meanwhile', async () => {
    const before = told();
    world.emulator.faults.connection = 'reset';
    const stateOf = async (name: string) =>
      Object((await world.ask(`/hosts/one/unikernels/${name}`)).json).state;
    await until(async () => (await stateOf('kept')) === 'unknown');
    await disturb(async () => world.pass(1));
    for (const name of ['kept', 'plain']) await act(name, 'destroy');
    world.emulator.faults.connection = null;
    await world.running.hosts.get('one')?.check();
    const left = running();
    for (let minutes = 0; minutes < 60; minutes += 10) {
      world.pass(10);
      await looked(3);
    }
    assert.equal(told(), before);
    assert.deepEqual(running(), left);
    for (const name of names) {
      const { json, status } = await world.ask(`/hosts/one/unikernels/${name}`);
      assert.equal(status, 200);
      assert.equal(Object(json).managed, true);
    }
  });
}).timeout(120_000);
