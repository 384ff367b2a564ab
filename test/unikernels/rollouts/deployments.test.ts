import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseName } from '../../../src/albatross/names.ts';
import { create, imageWith, service } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended, endsWith, failedDeployment } from './deploy.ts';
import { openDeployWorld } from './deploy-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('the one call that deploys', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await openDeployWorld(new Set());
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const told = async (path: string) => (await world.ask(path)).json;
  const digestOf = (image: Buffer) => createHash('sha256').update(image).digest('hex');

  it('creates one, and updates it with what is given in the place of what was', async () => {
    const config = { memory: 64, arguments: ['--port=80'], failBehaviour: 'quit' };
    const created = await deploy(world, { config, settle: 1 });
    assert.equal(created.status, 201, created.text);
    const { id, steps, state, rollback } = deploymentIn(created);
    assert.equal(created.headers.get('location'), `/api/v1/deployments/${id}`);
    assert.equal(state, 'succeeded');
    assert.equal(rollback, 'unavailable');
    assert.deepEqual(
      steps.map(({ name, state: how }) => `${name} ${how}`),
      ['image', 'memory', 'manifest', 'policy', 'host', 'stays up'].map((name) => `${name} passed`),
    );
    const yaml = Buffer.from('memory: 48\narguments: null # as by default\n'); // as a file
    const updated = await deploy(world, { config: yaml, settle: 0 }, imageWith([], 'next'));
    assert.equal(updated.status, 200, updated.text);
    assert.equal(deploymentIn(updated).rollback, 'available');
    assert.partialDeepStrictEqual(running()?.config, { memory: 48, failBehaviour: 'quit' });
    assert.deepEqual(running()?.config.arguments, []);
    const replaced = await deploy(world, { replaceConfig: true, settle: 0 });
    assert.equal(replaced.status, 200, replaced.text);
    assert.partialDeepStrictEqual(running()?.config, {
      memory: 32,
      failBehaviour: { restart: null },
    });
  });

  it('takes the current image where it is given none', async () => {
    const missing = await deploy(world, { config: { memory: 64 } }, null);
    assert.partialDeepStrictEqual(missing.json, { status: 404, code: 'unikernel-unknown' });
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const json = { config: { memory: 64 }, settle: 0 };
    const updated = await world.ask(`${hello}/deployments`, { json });
    assert.equal(updated.status, 200, updated.text);
    assert.equal(running()?.config.memory, 64);
    assert.equal(deploymentIn(updated).digest, digestOf(imageWith()));
  });

  it('rolls back what does not stay up, with its whole configuration', async () => {
    const image = imageWith([service]);
    const config = { memory: 64, arguments: ['--good'] };
    assert.equal((await deploy(world, { config, settle: 1 }, image)).status, 201);
    const bad = { memory: 128, arguments: [...endsWith(3), '--bad'] };
    const refused = await deploy(world, { config: bad, settle: 60 }, imageWith([service], 'bad'));
    assert.partialDeepStrictEqual(refused.json, {
      status: 422,
      code: 'rolled-back',
      rollback: 'available',
    });
    await until(() => running()?.config.memory === 64);
    assert.deepEqual(running()?.config.arguments, ['--good']);
    const unikernel = await told(hello);
    assert.partialDeepStrictEqual(unikernel, {
      state: 'running',
      memory: 64,
      arguments: ['--good'],
      drift: [],
    });
    const { data } = z
      .object({ data: z.array(z.unknown()) })
      .parse(await told(`${hello}/releases`));
    assert.equal(data.length, 1);
  });

  it('leaves it where there is nothing to go back to, and says so', async () => {
    const config = { arguments: endsWith(3) };
    const refused = await deploy(world, { config, settle: 60 });
    assert.partialDeepStrictEqual(refused.json, {
      status: 422,
      code: 'not-staying-up',
      rollback: 'unavailable',
    });
    assert.partialDeepStrictEqual(await told(hello), { arguments: config.arguments });
  });

  it('calls one that ends well by itself no failure where it is the first', async () => {
    const first = await deploy(world, { config: { arguments: endsWith(0) }, settle: 60 });
    assert.equal(first.status, 201, first.text);
    assert.match(first.text, /\\"failBehaviour\\": \\"quit\\"/);
    const config = { failBehaviour: 'quit' };
    const quits = await deploy(world, { config, settle: 60 }, imageWith([], 'next'));
    assert.equal(quits.status, 200, quits.text);
    await until(async () => JSON.stringify(await told(hello)).includes('"state":"completed"'));
  });

  it('answers 202 to who waits no longer, and goes on when the client has left', async () => {
    const accepted = await deploy(world, { settle: 60 }, imageWith(), { wait: 0 });
    assert.equal(accepted.status, 202, accepted.text);
    const { id } = deploymentIn(accepted);
    assert.equal(accepted.headers.get('location'), `/api/v1/deployments/${id}`);
    assert.equal((await ended(world, id)).state, 'succeeded');
    const leaving = new AbortController();
    const left = deploy(world, { settle: 60 }, imageWith([], 'next'), { signal: leaving.signal });
    left.catch(() => {});
    await until(() => world.seen('unikernel-force-create') > 1);
    leaving.abort();
    await until(async () => (await world.deployments()).at(-1)?.state === 'succeeded');
  });

  it('is refused before anything is sent, with the step that failed', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const before = world.seen('unikernel-force-create');
    const refused = await deploy(world, { config: { memory: 4096 } }, imageWith([], 'next'));
    assert.partialDeepStrictEqual(refused.json, { status: 422, code: 'policy-refused' });
    const { steps, state } = await ended(world, failedDeployment(refused));
    assert.equal(state, 'failed');
    assert.equal(steps.find(({ name }) => name === 'policy')?.state, 'failed');
    assert.equal(world.seen('unikernel-force-create'), before);
    assert.equal((await deploy(world, { settle: 0 })).status, 200);
  });

  it('is told what it would do, and asks no host, as a dry run', async () => {
    const config = { memory: 64 };
    assert.equal((await deploy(world, { config, settle: 0 })).status, 201);
    await until(async () => JSON.stringify(await told(hello)).includes('"running"'));
    await world.emulator.stop();
    const dry = { query: '?dryRun=true' };
    const asked = await deploy(world, { config: { memory: 48 } }, imageWith([], 'next'), dry);
    assert.equal(asked.status, 200, asked.text);
    assert.deepEqual(asked.json, {
      ...{ dryRun: true, created: false, changes: ['image', 'memory'], image: null },
      currentImage: null,
      ...{ rollback: 'available', refusals: [] },
    });
    const refused = await deploy(world, { config: { memory: 9999 } }, imageWith(), dry);
    assert.partialDeepStrictEqual(refused.json, { refusals: [{ code: 'policy-refused' }] });
    assert.equal((await world.deployments()).length, 1);
  });

  it('takes YAML that says what JSON can say, and no more', async () => {
    for (const config of [
      'memory: 48\nmemory: 64',
      'memory: &m 48\nstartup: *m',
      'memory: [',
      '- 1',
      `arguments: ${'['.repeat(100)}`,
      '- '.repeat(100),
      ',\n'.repeat(10_000),
      '# nothing\n'.repeat(5_000),
      '---',
      'memory: .inf',
      'startup: .nan',
      '{memory: 48, memory: 64}',
    ]) {
      const refused = await deploy(world, { config });
      const short = config.slice(0, 20);
      assert.partialDeepStrictEqual(refused.json, { status: 400, code: 'invalid-body' }, short);
    }
    const refused = await deploy(world, { config: '- 1\n'.repeat(1_000) });
    assert.match(refused.text, /at most 2000 words and signs \(about 300 lines\), nested 32 deep/);
    assert.equal((await deploy(world, { config: 'startup: 7', settle: 0 })).status, 201);
    assert.equal(running()?.config.startup, 7);
    assert.equal((await deploy(world, { config: '{startup: 8}', settle: 0 })).status, 200);
    assert.equal(running()?.config.startup, 8);
  });

  it('takes over what another client has started', async () => {
    await startElsewhere(world, 'alice:hello', { memory: 96, arguments: ['--theirs'] });
    const deployed = await deploy(world, { settle: 0 }, imageWith([], 'next'));
    assert.equal(deployed.status, 200, deployed.text);
    assert.partialDeepStrictEqual(running()?.config, { memory: 96, arguments: ['--theirs'] });
  });

  it('deploys a fix into a crash loop whatever its moment', async () => {
    assert.equal(
      (await create(world, { name: 'hello', arguments: endsWith(3), memory: 64 })).status,
      201,
    );
    for (let count = 0; count < 10; count += 1) {
      const fixed = await deploy(world, { settle: 0 }, imageWith([], `${count}`));
      assert.equal(fixed.status, 200, fixed.text);
      assert.deepEqual(running()?.config.arguments ?? endsWith(3), endsWith(3));
    }
  });

  it('shows its steps as they happen', async () => {
    const { id } = deploymentIn(await deploy(world, { settle: 60 }, imageWith(), { wait: 0 }));
    const { text } = await world.ask(`/deployments/${id}/events`);
    const events = text.split('\n').filter((line) => line.startsWith('data: '));
    assert.match(events[0] ?? '', /"state":"(queued|running)"/);
    assert.match(events.at(-1) ?? '', /"state":"succeeded"/);
    assert.equal((await world.ask(`/deployments/${id}`, { token: 'bob' })).status, 404);
  });
});
