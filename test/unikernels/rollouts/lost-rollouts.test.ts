import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
import { Deployment, type RolloutPhase } from '../../../src/unikernels/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended } from './deploy.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a deployment whose server ends', () => {
  let world: UnikernelWorld;
  let actors: Record<string, Actor>;
  let passes: boolean;
  let tries: number;
  beforeEach(async () => {
    passes = true;
    tries = 0;
    actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({
      actors,
      observed: true,
      runCheck: async () => {
        tries += 1;
        const ok = passes || tries === 1; // as things stood before
        return { ok, detail: ok ? 'fine' : 'refused', tookMs: 1 };
      },
    });
    const first = await deploy(world, { settle: 0, config: { memory: 64 } });
    assert.equal(first.status, 201, first.text);
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const check = { kind: 'tcp', host: '192.0.2.1', port: 80, every: 1, timeout: 1 };
  const untilPhase = (phase: RolloutPhase) =>
    until(async () => (await world.deployments()).at(-1)?.phase === phase);

  /** Begins to deploy, with what is asked for, and gives the id. */
  async function begin(
    parts: Readonly<Record<string, unknown>>,
    image = imageWith([], 'next'),
  ): Promise<string> {
    const config = { memory: 48 };
    const begun = await deploy(world, { config, ...parts }, image, { wait: 0 });
    return deploymentIn(begun).id;
  }

  it('is watched on by the next one, and succeeds', async () => {
    const id = await begin({ settle: 300 });
    await untilPhase('watching');
    await world.kill();
    await world.start();
    assert.equal((await ended(world, id)).state, 'succeeded');
    assert.equal(running()?.config.memory, 48);
    const again = await deploy(world, { settle: 0 });
    assert.equal(again.status, 200, again.text);
  });

  it('is undone by the next one where a check fails', async () => {
    passes = false;
    const id = await begin({ settle: 1, checks: [check], deadline: 300, onFailure: 'rollback' });
    await untilPhase('watching');
    await world.kill();
    await world.start();
    assert.equal((await ended(world, id)).state, 'rolled-back');
    assert.equal(running()?.config.memory, 64);
    assert.partialDeepStrictEqual((await world.ask(hello)).json, { memory: 64, drift: [] });
  });

  it('is left as it is while everything automatic is paused, as on what was restored', async () => {
    passes = false;
    const id = await begin({ settle: 1, checks: [check], deadline: 300, onFailure: 'rollback' });
    await untilPhase('watching');
    await world.kill();
    world.isPaused = true;
    const before = tries;
    await world.start();
    const looks = world.seen('unikernel-info');
    await until(() => {
      world.pass(0.02); // lists are read anew
      return world.seen('unikernel-info') > looks + 20;
    });
    assert.deepEqual([tries, running()?.config.memory], [before, 48]);
    world.isPaused = false;
    assert.equal((await ended(world, id)).state, 'rolled-back');
    assert.equal(running()?.config.memory, 64);
  });

  it('has its rollback done by the next one', async () => {
    passes = false;
    const id = await begin({ settle: 1, checks: [check], deadline: 300, onFailure: 'rollback' });
    await untilPhase('watching');
    await world.kill();
    const em = world.database.em();
    await em.nativeUpdate(Deployment, { id }, { phase: 'undoing', error: 'It failed.' });
    await world.start();
    assert.equal((await ended(world, id)).state, 'rolled-back');
    assert.equal(running()?.config.memory, 64);
  });

  it('is left to another server that has it by now', async () => {
    const id = await begin({ settle: 300 });
    await untilPhase('watching');
    await world.kill();
    world.isPaused = true;
    await world.start();
    const theirs = { owner: 'another', phase: 'undoing', error: 'It failed.' } as const;
    await world.database.em().nativeUpdate(Deployment, { id }, theirs);
    world.isPaused = false;
    await world.running.rollouts.idle();
    assert.partialDeepStrictEqual((await world.deployments()).at(-1), {
      ...theirs,
      finishedAt: null,
    });
    assert.equal(running()?.config.memory, 48);
  });

  it('goes on where the host had taken the command whose answer nobody heard', async () => {
    const id = await begin({ settle: 1 });
    await untilPhase('watching');
    await world.kill();
    await world.database.em().nativeUpdate(Deployment, { id }, { phase: 'sending' });
    await world.start();
    assert.equal((await ended(world, id)).state, 'succeeded');
    assert.equal(running()?.config.memory, 48);
  });

  it('has failed where its host was told nothing, and all is as before', async () => {
    const { started } = running() ?? {};
    const id = await begin({ settle: 300 });
    await untilPhase('watching');
    await world.kill();
    const row = (await world.deployments()).at(-1);
    assert.ok(row && started !== undefined);
    // As if it had been recorded and never sent: what runs is what ran before.
    const info = running();
    const since = info?.started ?? null;
    const change = { phase: 'sending', runningSince: since } as const;
    await world.database.em().nativeUpdate(Deployment, { id }, change);
    await world.start();
    const { state, error } = await ended(world, id);
    assert.equal(state, 'failed', error);
    assert.match(error ?? '', /it still shows what was running before/);
  });

  it('is not known any more where another client has started something else', async () => {
    passes = false;
    const id = await begin({ settle: 1, checks: [check], deadline: 600, onFailure: 'rollback' });
    await untilPhase('watching');
    await world.kill();
    await startElsewhere(world, 'alice:hello', { memory: 96, image: imageWith([], 'theirs') });
    await world.database.em().nativeUpdate(Deployment, { id }, { phase: 'undoing' });
    await world.start();
    assert.equal((await ended(world, id)).state, 'unknown');
    assert.equal(running()?.config.memory, 96);
  });

  /** One that is being watched, and one that waits for that; then the server ends. */
  async function leaveWaiting(): Promise<string> {
    await begin({ settle: 600 });
    await untilPhase('watching');
    const waiting = await begin(
      { settle: 1, config: { memory: 80, arguments: ['--port=80'] } },
      imageWith([], 'waits'),
    );
    const isKept = async () => {
      const { digest } = (await world.deployments()).at(-1) ?? {};
      return (await world.database.em().count(KeptImage, { digest: digest ?? '' })) > 0;
    };
    await until(isKept);
    await world.kill();
    return waiting;
  }

  it('is carried out where it had not had its turn', async () => {
    const waiting = await leaveWaiting();
    await world.start();
    const { state, error, steps } = await ended(world, waiting);
    assert.equal(state, 'succeeded', error);
    assert.deepEqual(
      steps.map(({ name, state: how }) => `${name} ${how}`),
      ['image', 'memory', 'manifest', 'policy', 'host', 'stays up'].map((name) => `${name} passed`),
    );
    assert.partialDeepStrictEqual(running()?.config, { memory: 80, arguments: ['--port=80'] });
  });

  it('is carried out after a long pause, since its image stays', async () => {
    const waiting = await leaveWaiting();
    world.isPaused = true;
    await world.start();
    world.pass(90);
    await world.running.sweepImages();
    world.isPaused = false;
    const { state, error } = await ended(world, waiting);
    assert.equal(state, 'succeeded', error);
    assert.equal(running()?.config.memory, 80);
  });

  it('is refused where it had not had its turn, and whoever asked may not any more', async () => {
    const waiting = await leaveWaiting();
    actors.alice = tokenActor(['unikernels:read']);
    await world.start();
    await until(async () => (await world.deployments()).at(-1)?.finishedAt !== null);
    actors.alice = tokenActor(['unikernels:write']);
    const { state, error } = await ended(world, waiting);
    assert.equal(state, 'failed');
    assert.match(error ?? '', /lacks the scope unikernels:write/);
    assert.equal(running()?.config.memory, 48);
  });

  it('is cancelled where it had not had its turn, and its image is not kept', async () => {
    const waiting = await leaveWaiting();
    const { digest } = (await world.deployments()).at(-1) ?? {};
    await world.database.em().nativeDelete(KeptImage, { digest: digest ?? '' });
    await world.start();
    const { state, error } = await ended(world, waiting);
    assert.equal(state, 'cancelled', error);
    assert.match(error ?? '', /deploy again/);
  });

  it('is brought to its end when the database is back', async () => {
    const id = await begin({ settle: 300 });
    await untilPhase('watching');
    world.loseDatabase();
    await new Promise((resolve) => setTimeout(resolve, 50));
    world.loseDatabase(false);
    assert.equal((await ended(world, id)).state, 'succeeded');
  });
});

describe('a deployment whose host goes away', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    const first = await deploy(world, { settle: 0, config: { memory: 64 } });
    assert.equal(first.status, 201, first.text);
  });
  afterEach(() => world.close());

  it('is refused where that is away before, and leaves nothing locked', async () => {
    await world.emulator.stop();
    const refused = await deploy(world, { settle: 1 }, imageWith([], 'next'));
    assert.ok(refused.status >= 502, refused.text);
    await world.emulator.start();
    await until(async () => (await deploy(world, { settle: 0 })).status === 200);
  });

  it('is unknown where that stays away while it is watched, and nothing is done', async () => {
    const begun = await deploy(world, { settle: 400 }, imageWith([], 'next'), { wait: 0 });
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    await world.emulator.stop();
    const { state } = await ended(world, deploymentIn(begun).id);
    assert.equal(state, 'unknown');
    const sent = world.seen('unikernel-force-create');
    await world.emulator.start();
    assert.equal(world.seen('unikernel-force-create'), sent);
  });
});
