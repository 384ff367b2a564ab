import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Check } from '../../../src/checks/schema.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { healthAnswer } from '../../../src/unikernels/health/schema.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploy } from '../rollouts/deploy.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';

const policy = { unikernels: 20, cpuids: [0], memory: 1024, block: 0, bridges: [] };

describe('what is checked of unikernels while they run', () => {
  let world: UnikernelWorld;
  /** The hosts of addresses that do not answer. */
  let down: Set<string>;
  /** How often each was asked. */
  let tries: Map<string, number>;

  const runCheck = async (check: Check) => {
    if (check.kind !== 'http') throw new Error('only HTTP is checked here');
    const { hostname } = new URL(check.url);
    tries.set(hostname, triesOf(hostname) + 1);
    const ok = !down.has(hostname);
    return { ok, detail: ok ? 'It answered 200.' : 'It did not answer.', tookMs: 1 };
  };
  const triesOf = (hostname: string) => tries.get(hostname) ?? 0;

  beforeEach(async () => {
    down = new Set();
    tries = new Map();
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write']),
        reader: tokenActor(['unikernels:read']),
      },
      ...{ policies: { alice: policy }, observed: true, runCheck },
    });
  });
  afterEach(() => world.close());

  const http = (host: string) => ({
    kind: 'http',
    url: `http://${host}/secret?key=1`,
    text: 'key',
  });
  const started = async (name = 'hello', checks = [http(name)]) => {
    const { status, json } = await deploy(world, { checks, settle: 0 }, imageWith([], name), {
      name,
    });
    assert.equal(status, 201, JSON.stringify(json));
  };
  const checksOf = async (name = 'hello', token = 'alice') => {
    const { json } = await world.ask(`/hosts/one/unikernels/${name}/checks`, { token });
    return healthAnswer.parse(json);
  };
  const set = (checks: unknown, name = 'hello') =>
    world.ask(`/hosts/one/unikernels/${name}/checks`, { method: 'PUT', json: { checks } });
  const listed = async () => {
    const { json } = await world.ask('/unikernels');
    const list = z.object({ data: z.array(z.object({ name: z.string(), health: z.unknown() })) });
    return Object.fromEntries(list.parse(json).data.map(({ name, health }) => [name, health]));
  };
  const untilHealth = (health: string | null, name = 'hello') =>
    until(async () => (await listed())[name] === health);

  it('are those of the deployment, until it fails three times, and passes twice again', async () => {
    await started();
    await untilHealth('passing');
    down.add('hello');
    const before = triesOf('hello');
    await untilHealth('failing');
    assert.ok(triesOf('hello') - before >= 3);
    const failing = await checksOf();
    assert.deepEqual(
      failing.data.map(({ state, detail }) => ({ state, detail })),
      [{ state: 'failing', detail: 'It did not answer.' }],
    );
    down.clear();
    const failed = triesOf('hello');
    await untilHealth('passing');
    assert.ok(triesOf('hello') - failed >= 2);
    const { availability } = await checksOf();
    assert.ok(availability.day !== null && availability.day > 0 && availability.day < 1);
  });

  it('restart nothing', async () => {
    await started();
    down.add('hello');
    await untilHealth('failing');
    const deployments = await world.deployments();
    assert.deepEqual(
      deployments.map(({ action, state }) => `${action} ${state}`),
      ['deploy succeeded'],
    );
  });

  it('are what is set, without the console, and nothing where nothing is', async () => {
    await started();
    const { status } = await set([http('other')]);
    assert.equal(status, 200);
    await until(() => triesOf('other') > 2);
    await untilHealth('passing');
    const before = triesOf('hello');
    await until(() => triesOf('other') > 6);
    assert.equal(triesOf('hello'), before, 'what was checked before is not any more');
    assert.equal((await set([{ kind: 'console', text: 'x' }])).status, 400);
    assert.equal((await set([])).status, 200);
    await untilHealth(null);
    assert.deepEqual((await checksOf()).data, []);
  });

  it('go on as they were where the same is set again', async () => {
    await started();
    down.add('hello');
    await untilHealth('failing');
    const [before] = (await checksOf()).data;
    const answered = healthAnswer.parse((await set([http('hello'), http('other')])).json);
    assert.deepEqual(
      answered.data.map(({ state, since }) => ({ state, since })),
      [
        { state: 'failing', since: before?.since },
        { state: 'unknown', since: null },
      ],
    );
  });

  it('are told of where they take the place of one that fails, and fail as well', async () => {
    await started();
    for (const host of ['hello', 'other']) down.add(host);
    await untilHealth('failing');
    await set([http('other')]);
    await untilHealth('failing');
    const failing = await world.database.em().find(StoredEvent, { type: 'check.failing' });
    assert.deepEqual(
      failing.map(({ facts, count }) => [facts.number, count]),
      [
        [1, 1],
        [1, 1],
      ],
    );
  });

  it('are shown without what may be secret to those who only read', async () => {
    await started();
    const { check } = (await checksOf('hello', 'reader')).data[0] ?? {};
    assert.ok(check?.kind === 'http');
    assert.equal(check.url, 'http://hello');
    assert.equal(check.text, undefined);
    const whole = (await checksOf()).data[0]?.check;
    assert.ok(whole?.kind === 'http');
    assert.equal(whole.url, 'http://hello/secret?key=1');
  });

  it('are unknown where most fail at once, but for what failed before', async () => {
    for (const name of ['hello', 'two', 'three', 'four']) await started(name);
    down.add('four');
    await untilHealth('failing', 'four');
    for (const name of ['hello', 'two', 'three']) down.add(name);
    for (const name of ['hello', 'two', 'three']) await untilHealth('unknown', name);
    const asked = triesOf('two');
    await until(() => triesOf('two') > asked + 4);
    const { hello, two, three, four } = await listed();
    assert.deepEqual([hello, two, three, four], ['unknown', 'unknown', 'unknown', 'failing']);
    for (const name of ['hello', 'two']) down.delete(name);
    await untilHealth('passing', 'two');
    await untilHealth('failing', 'three');
  });

  /** Waits until so many more rounds were made, as another unikernel tells. */
  const rounds = async (count: number, by: string) => {
    const before = triesOf(by);
    await until(() => triesOf(by) >= before + count);
  };

  it('are not tried of what is stopped or destroyed', async () => {
    await started();
    await started('two');
    await rounds(2, 'two');
    await world.ask('/hosts/one/unikernels/hello/stop', { method: 'POST' });
    await rounds(1, 'two'); // one may have been under way
    const stopped = triesOf('hello');
    await rounds(3, 'two');
    assert.equal(triesOf('hello'), stopped);
    await world.ask('/hosts/one/unikernels/hello/start', { method: 'POST' });
    await rounds(2, 'hello');
    await world.ask('/hosts/one/unikernels/two', { method: 'DELETE' });
    await rounds(1, 'hello');
    const destroyed = triesOf('two');
    await rounds(3, 'hello');
    assert.equal(triesOf('two'), destroyed);
    assert.equal((await world.ask('/hosts/one/unikernels/two/checks')).status, 404);
  });

  it('are unknown of what is stopped, whatever was found before', async () => {
    await started();
    down.add('hello');
    await untilHealth('failing');
    await world.ask('/hosts/one/unikernels/hello/stop', { method: 'POST' });
    assert.equal((await listed()).hello, 'unknown');
    const { health, data } = await checksOf();
    assert.deepEqual(
      [health, ...data.map(({ state, since, detail }) => [state, since, detail])],
      ['unknown', ['unknown', null, 'It did not answer.']],
    );
    down.clear();
    await world.ask('/hosts/one/unikernels/hello/start', { method: 'POST' });
    await untilHealth('passing');
  });

  it('are not tried while everything automatic is paused', async () => {
    await started();
    await rounds(2, 'hello');
    world.isPaused = true;
    const looks = async (count: number) => {
      const before = world.seen('unikernel-info');
      await until(() => world.seen('unikernel-info') >= before + count);
    };
    await looks(2);
    const paused = triesOf('hello');
    await looks(3);
    assert.equal(triesOf('hello'), paused);
    world.isPaused = false;
    await rounds(2, 'hello');
  });
});
