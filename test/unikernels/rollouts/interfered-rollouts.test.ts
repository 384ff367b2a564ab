import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../../src/albatross/names.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { Deployment } from '../../../src/unikernels/entity.ts';
import { holdVolume } from '../../../src/volumes/volume-locks.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith, storage } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import type { WorldOptions } from '../world-options.ts';
import { deploy, deploymentIn, ended } from './deploy.ts';

const name = parseName('alice:hello');
const behaviours = ['quit', { restart: null }] as const;
/** The longest watch is half a minute, and ends where the test has done what it does. */
const hurry = 20;
/** It fails, or passes, as the test says. */
const check = { kind: 'tcp', host: '192.0.2.1', port: 80, every: 1, timeout: 1 };

describe('a deployment in which another client interferes', () => {
  let world: UnikernelWorld;
  let passes: boolean;
  const open = async (options: Partial<WorldOptions> = {}) => {
    passes = true;
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      runCheck: async () => ({ ok: passes, detail: passes ? 'fine' : 'refused', tookMs: 1 }),
      ...{ hurry, ...options },
    });
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
  };
  afterEach(() => world.close());

  const memory = () => world.emulator.host.running.get(name)?.config.memory ?? null;
  const host = () => world.emulator.host.unikernels;
  const says = (line: string) => world.emulator.print('alice:hello', line);
  /**
   * Waits for so many looks, at least one of which is of whoever watches the deployment. By default they take
   * longer than the 3 s in which what is gone has ended by itself.
   */
  const looked = async (times = 6) => {
    const before = world.seen('unikernel-info');
    await until(() => world.seen('unikernel-info') > before + times);
  };

  /** Begins to deploy what is then watched, and was seen; gives the id. */
  async function begin(config: object = {}, parts: object = {}): Promise<string> {
    const asked = { settle: 600, config: { memory: 48, ...config }, ...parts };
    const begun = await deploy(world, asked, imageWith([], 'next'), { wait: 0 });
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    await looked();
    return deploymentIn(begun).id;
  }

  /** Has nothing reverted, and the deployment say so. */
  async function isLeftAlone(id: string, why: RegExp): Promise<void> {
    const sent = world.seen('unikernel-force-create');
    const { state, error } = await ended(world, id);
    assert.equal(state, 'unknown', error);
    assert.match(error ?? '', why);
    const events = await world.database.em().findAll(StoredEvent, { orderBy: { at: 'asc' } });
    assert.equal(events.filter(({ type }) => type === 'deployment.unknown').length, 1);
    assert.equal(world.seen('unikernel-force-create'), sent);
  }

  it('is left alone where it was ended while a volume was in use that the rollback needs', async () => {
    let tries = 0;
    await open({
      actors: { alice: tokenActor(['unikernels:write', 'volumes:write']) },
      runCheck: async () => {
        tries += 1;
        return { ok: tries === 1, detail: 'as before', tookMs: 1 };
      },
    });
    await world.addVolume('alice:data');
    const config = { memory: 64, blockDevices: [{ name: 'storage', volume: 'data' }] };
    const before = await deploy(world, { settle: 0, config }, imageWith([storage]));
    assert.equal(before.status, 200, before.text);
    const { locks } = world.running;
    const [host, domain, volume] = ['one', 'alice', 'data'].map(parseLabel);
    assert.ok(host && domain && volume);
    const uploading = await holdVolume(locks, { host, domain, volume });
    const tried = Promise.withResolvers<void>();
    const acquire = locks.acquire.bind(locks);
    locks.acquire = (lock, options) => {
      if (lock.startsWith('volume/')) tried.resolve();
      return acquire(lock, options);
    };
    const asked = { settle: 1, config: { blockDevices: [] }, checks: [check], deadline: 60 };
    const begun = await deploy(world, asked, imageWith([], 'next'), { wait: 0 });
    await tried.promise;
    world.emulator.host.unikernels.destroy(name);
    world.emulator.host.unikernels.destroy(name);
    await uploading[Symbol.asyncDispose]();
    await isLeftAlone(deploymentIn(begun).id, /another client may have ended it/);
    assert.equal(memory(), null);
  });

  for (const failBehaviour of behaviours) {
    const rule = failBehaviour === 'quit' ? 'quit' : 'restart';

    it(`does not start what that has destroyed, though nothing tells [${rule}]`, async () => {
      await open();
      const id = await begin({ failBehaviour });
      host().destroy(name);
      await isLeftAlone(id, /nothing shows how it ended: another client/);
      assert.equal(memory(), null);
    });

    it(`does not start what that has destroyed, as its tender says [${rule}]`, async () => {
      await open();
      const id = await begin({ failBehaviour });
      says('solo5-hvt: Exiting on signal 15');
      host().destroy(name);
      await isLeftAlone(id, /another client has ended it/);
      assert.equal(memory(), null);
    });

    it(`leaves what that has restarted, though nothing tells [${rule}]`, async () => {
      await open();
      passes = false; // so that it is watched until the check may pass
      const parts = { settle: 10, checks: [check], deadline: 600 };
      const id = await begin({ failBehaviour }, parts);
      await host().restart(name, null);
      if (rule === 'restart') await looked(2);
      passes = true;
      await isLeftAlone(id, rule === 'quit' ? /another client/ : /restarted once/);
      assert.equal(memory(), 48);
    });

    it(`goes back from what dies by itself, as its console says [${rule}]`, async () => {
      await open();
      const id = await begin({ failBehaviour });
      says('Fatal error: exception Not_found');
      host().destroy(name);
      assert.equal((await ended(world, id)).state, 'rolled-back');
      assert.equal(memory(), 64);
    });
  }

  it('goes back from what is started anew again and again without a word', async () => {
    await open();
    const id = await begin({ failBehaviour: { restart: null } });
    await host().restart(name, null);
    await looked(2);
    await host().restart(name, null);
    assert.equal((await ended(world, id)).state, 'rolled-back');
    assert.equal(memory(), 64);
  });

  it('goes back from that, too, where the database is away for a moment', async () => {
    await open();
    const id = await begin({ failBehaviour: { restart: null } });
    await host().restart(name, null);
    await looked(2);
    world.loseDatabase();
    await looked(1);
    await host().restart(name, null);
    world.loseDatabase(false);
    assert.equal((await ended(world, id)).state, 'rolled-back');
    assert.equal(memory(), 64);
  });

  it('goes back from what its host itself has started anew, as its console says', async () => {
    await open();
    const id = await begin({ failBehaviour: { restart: null } });
    says('Solo5: solo5_exit(3) called');
    await host().restart(name, null);
    assert.equal((await ended(world, id)).state, 'rolled-back');
    assert.equal(memory(), 64);
  });

  it('leaves the same image with another configuration', async () => {
    await open();
    const id = await begin();
    await startElsewhere(world, 'alice:hello', { memory: 96, image: imageWith([], 'next') });
    await isLeftAlone(id, /another client/);
    assert.equal(memory(), 96);
  });

  describe('whose host has a log', () => {
    const logged = { series: '2.8', collected: true, observed: true, statsInterval: 100 } as const;
    beforeEach(async () => {
      await open(logged);
      await until(() => world.seen('log-subscribe') > 0);
      await looked();
    });

    it('does not start what that has destroyed', async () => {
      const id = await begin();
      host().destroy(name);
      await isLeftAlone(id, /another client has ended it/);
      assert.equal(memory(), null);
    });

    it('leaves what that has restarted', async () => {
      const id = await begin();
      await host().restart(name, null);
      await isLeftAlone(id, /another client/);
      assert.equal(memory(), 48);
    });

    it('goes back from what dies by itself', async () => {
      const asked = { settle: 600, config: { memory: 48, arguments: ['--emulator-exit=1:300'] } };
      const undone = await deploy(world, asked, imageWith([], 'next'));
      assert.partialDeepStrictEqual(undone.json, { code: 'rolled-back' }, undone.text);
      assert.equal(memory(), 64);
    });
  });

  /** Has a check fail, and the server end before it has gone back. */
  async function leaveUndoing(meanwhile: () => unknown): Promise<string> {
    await open();
    passes = false;
    const parts = { settle: 1, checks: [check], deadline: 600, onFailure: 'rollback' };
    const id = await begin({}, parts);
    await world.kill();
    await meanwhile();
    const change = { phase: 'undoing', reason: 'check-failed', error: 'It failed.' } as const;
    await world.database.em().nativeUpdate(Deployment, { id }, change);
    await world.start();
    return id;
  }

  it('does not go back over a repair by hand: the old image, configured otherwise', async () => {
    const id = await leaveUndoing(() => startElsewhere(world, 'alice:hello', { memory: 96 }));
    await isLeftAlone(id, /another client/);
    assert.equal(memory(), 96);
  });

  it('does not go back over the new image, configured otherwise', async () => {
    const theirs = { memory: 96, image: imageWith([], 'next') };
    const id = await leaveUndoing(() => startElsewhere(world, 'alice:hello', theirs));
    await isLeftAlone(id, /another client/);
    assert.equal(memory(), 96);
  });

  it('does not go back where what failed its checks was destroyed since', async () => {
    const id = await leaveUndoing(() => host().destroy(name));
    await isLeftAlone(id, /another client/);
    assert.equal(memory(), null);
  });

  it('goes back where what failed its checks has died since', async () => {
    const id = await leaveUndoing(() => {
      says('Solo5: solo5_exit(3) called');
      host().destroy(name);
    });
    assert.equal((await ended(world, id)).state, 'rolled-back');
    assert.equal(memory(), 64);
  });
});
