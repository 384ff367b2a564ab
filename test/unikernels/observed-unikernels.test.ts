import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { unikernelDetails, unikernelList } from '../../src/unikernels/answer-schema.ts';
import { StoredUnikernel } from '../../src/unikernels/registry/entity.ts';
import { Release } from '../../src/unikernels/releases/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a unikernel that is watched', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      bob: tokenActor(['unikernels:read'], { account: 'bob' }),
    };
    world = await UnikernelWorld.open({ actors, observed: true, listTimeout: 1_000 });
  });
  afterEach(() => world.close());

  async function show() {
    const { json, status, text } = await world.ask(hello);
    assert.equal(status, 200, text);
    return unikernelDetails.parse(json);
  }

  const list = async () => unikernelList.parse((await world.ask('/unikernels')).json);

  /** Waits for a state, in the list too, and gives what is shown then. */
  async function untilState(state: string) {
    await until(async () => {
      const answer = await world.ask(hello);
      const [listed] = (await list()).data;
      return listed?.state === state && unikernelDetails.parse(answer.json).state === state;
    });
    return await show();
  }

  it('is only watched where another client started it, until it is asked for here', async () => {
    await startElsewhere(world, 'alice:hello');
    const found = await untilState('running');
    assert.partialDeepStrictEqual(found, { managed: false, desired: null, drift: [] });
    const updated = await update(world, 'hello', imageWith([], 'next'));
    assert.equal(updated.status, 200, updated.text);
    assert.partialDeepStrictEqual(await show(), { managed: true, desired: 'running' });
  });

  it('is ours where an earlier release had started it, which remembered none', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64, addName: false })).status, 201);
    const em = world.database.em();
    await em.nativeDelete(StoredUnikernel, {});
    await em.nativeDelete(Release, {});
    await until(async () => (await show()).managed);
    assert.partialDeepStrictEqual(await show(), { desired: 'running', addName: false, drift: [] });
    assert.equal(await em.count(Release, {}), 1);
  });

  it('is nobody’s where its name is nested, or its domain no account’s', async () => {
    await startElsewhere(world, 'nobody:hello');
    await startElsewhere(world, 'alice:below:hello');
    await startElsewhere(world, 'alice:hello');
    await untilState('running');
    assert.deepEqual(
      (await list()).data.map(({ name }) => name),
      ['hello'],
    );
  });

  it('is shown with its end when it has ended', async () => {
    const made = await create(world, { name: 'hello', arguments: ['--emulator-exit=1'] });
    assert.equal(made.status, 201, made.text);
    const ended = await untilState('exited');
    await until(async () => (await show()).lastExit !== null);
    assert.partialDeepStrictEqual(await show(), { lastExit: { code: 1, reason: null } });
    assert.equal(ended.desired, 'running');
  });

  it('has completed where it was to quit and ended well', async () => {
    const config = { name: 'hello', failBehaviour: 'quit', arguments: ['--emulator-exit=0'] };
    assert.equal((await create(world, config)).status, 201);
    await untilState('completed');
  });

  it('is restarting as long as it ends over and over, in each reading', async () => {
    assert.equal(
      (await create(world, { name: 'hello', arguments: ['--emulator-exit=2'] })).status,
      201,
    );
    const looping = await untilState('restarting');
    assert.equal(looping.managed, true);
    for (let reading = 0; reading < 100; reading += 1) {
      const { state, ...shown } = await show();
      assert.equal(state, 'restarting', JSON.stringify(shown));
    }
    await until(async () => Number((await show()).restarts) > 2);
  });

  it('takes a fix while it ends over and over', async () => {
    assert.equal(
      (await create(world, { name: 'hello', memory: 64, arguments: ['--emulator-exit=2'] })).status,
      201,
    );
    await untilState('restarting');
    const fixed = await create(world, { name: 'hello', force: true }, imageWith([], 'fix'));
    assert.equal(fixed.status, 201, fixed.text);
    assert.partialDeepStrictEqual(await untilState('running'), { restarts: 0 });
  });

  it('says in what it runs otherwise than it was asked for', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64 })).status, 201);
    await untilState('running');
    const changed = { image: imageWith([], 'other'), memory: 48 };
    await startElsewhere(world, 'alice:hello', { ...changed, failBehaviour: { restart: null } });
    await until(async () => JSON.stringify((await show()).drift).includes('memory'));
    const { drift, managed } = await show();
    assert.equal(managed, true);
    assert.partialDeepStrictEqual(drift, [
      { field: 'digest' },
      { field: 'memory', desired: 64, actual: 48 },
    ]);
  });

  it('is missing where its host comes back without it', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    await world.emulator.stop();
    await untilState('unknown');
    world.emulator.host.unikernels.destroy(parseName('alice:hello'));
    await world.emulator.start();
    await untilState('missing');
  });

  it('is shown as it was seen last while its host is away', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64 })).status, 201);
    await untilState('running');
    await world.emulator.stop();
    const away = await untilState('unknown');
    assert.equal(away.memory, 64);
    assert.ok(away.seenAt);
    const { errors } = await list();
    assert.deepEqual(
      errors.map(({ host }) => host),
      ['one'],
    );
  });

  it('is forgotten when it is destroyed, and only watched where another client brings it back', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask(hello)).status, 404);
    assert.deepEqual((await list()).data, []);
    await startElsewhere(world, 'alice:hello');
    assert.partialDeepStrictEqual(await untilState('running'), { managed: false, desired: null });
  });

  it('is another account’s business alone', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    assert.equal((await world.ask(hello, { token: 'bob' })).status, 404);
  });
});

describe('what is kept of a unikernel', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      reader: tokenActor(['unikernels:read']),
      bob: tokenActor(['unikernels:write'], { account: 'bob' }),
      root: tokenActor(['admin'], { account: 'root', admin: true }),
    };
    world = await UnikernelWorld.open({ actors, hosts: ['one', 'two'], observed: true });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    assert.equal((await create(world, { name: 'web-1', memory: 16 })).status, 201);
  });
  afterEach(() => world.close());

  const change = (json: unknown, token = 'alice') =>
    world.ask(hello, { method: 'PATCH', json, token });

  async function names(query: string): Promise<string[]> {
    const { json, text, status } = await world.ask(`/unikernels?${query}`);
    assert.equal(status, 200, text);
    return unikernelList.parse(json).data.map(({ name }) => name);
  }

  /** All that is listed, asked for one by one. */
  async function pagesOf(query: string, token = 'alice'): Promise<string[]> {
    const all: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const at = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { json } = await world.ask(`/unikernels?${query}&limit=1${at}`, { token });
      const page = unikernelList.parse(json);
      all.push(...page.data.map(({ host, name }) => `${host}/${name}`));
      cursor = page.next;
    }
    return all;
  }

  it('are its labels, each of which is set or taken away by itself', async () => {
    assert.equal((await change({ labels: { tier: 'web', team: 'a' } })).status, 200);
    const { json } = await change({ labels: { team: null, 'example.org/x': 'y' } });
    assert.partialDeepStrictEqual(json, { labels: { tier: 'web', 'example.org/x': 'y' } });
    const updated = await update(world, 'hello', imageWith([], 'next'));
    assert.partialDeepStrictEqual(updated.json, { labels: { tier: 'web', 'example.org/x': 'y' } });
    assert.deepEqual(await names('label=tier'), ['hello']);
    assert.deepEqual(await names('label=tier%3Dweb'), ['hello']);
    assert.deepEqual(await names('label=tier%3Ddb'), []);
  });

  it('is that it is protected: nothing destroys it, and all else goes on', async () => {
    assert.equal((await change({ deletionProtection: true })).status, 200);
    const refused = await world.ask(hello, { method: 'DELETE' });
    assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'protected' });
    const forgotten = await world.ask(`${hello}?forget=true`, { method: 'DELETE' });
    assert.partialDeepStrictEqual(forgotten.json, { status: 409, code: 'protected' });
    const updated = await update(world, 'hello', imageWith([], 'next'));
    assert.partialDeepStrictEqual(updated.json, { deletionProtection: true, state: 'running' });
    assert.equal((await change({ deletionProtection: false })).status, 200);
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
  });

  it('is dropped on demand where it does not run, and not where it does', async () => {
    const running = await world.ask(`${hello}?forget=true`, { method: 'DELETE' });
    assert.partialDeepStrictEqual(running.json, { status: 409, code: 'unikernel-exists' });
    world.emulator.host.unikernels.destroy(parseName('alice:hello'));
    world.emulator.host.unikernels.destroy(parseName('alice:hello')); // its trace, too
    const gone = await world.ask(hello, { method: 'DELETE' });
    assert.partialDeepStrictEqual(gone.json, { status: 409, code: 'unikernel-not-running' });
    assert.equal((await world.ask(`${hello}?forget=true`, { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask(hello)).status, 404);
  });

  it('is only watched where its host brings back what was forgotten while that was away', async () => {
    await world.emulator.stop();
    await until(async () => (await world.ask(hello)).text.includes('"unknown"'));
    assert.equal((await world.ask(`${hello}?forget=true`, { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask(hello)).status, 502); // only its host could tell
    await world.emulator.start();
    await until(async () => (await world.ask(hello)).status === 200);
    assert.partialDeepStrictEqual((await world.ask(hello)).json, { managed: false });
  });

  it('is who made it, also where it was seen before that was recorded', async () => {
    assert.partialDeepStrictEqual((await world.ask(hello)).json, { createdBy: 'alice/ci' });
    await startElsewhere(world, 'alice:theirs');
    await until(async () => (await names('name=theirs')).length === 1);
    assert.partialDeepStrictEqual((await world.ask('/hosts/one/unikernels/theirs')).json, {
      createdBy: null,
    });
    assert.equal((await update(world, 'theirs', imageWith([], 'next'))).status, 200);
    assert.partialDeepStrictEqual((await world.ask('/hosts/one/unikernels/theirs')).json, {
      createdBy: 'alice/ci',
    });
  });

  it('can be listed by state, name and page', async () => {
    assert.deepEqual(await names('name=web-*'), ['web-1']);
    assert.deepEqual(await names('state=running'), ['hello', 'web-1']);
    assert.deepEqual(await names('state=exited'), []);
    assert.deepEqual(await names('host=two'), []);
    assert.deepEqual(await pagesOf('state=running'), ['one/hello', 'one/web-1']);
    assert.equal((await world.ask('/unikernels?limit=0')).status, 400);
  });

  for (const [what, json] of [
    ['nothing', {}],
    ['a label of a wrong key', { labels: { 'Not a key': 'x' } }],
    ['a label of several lines', { labels: { tier: 'a\nb' } }],
    ['to be watched only', { managed: false }],
    ['something else', { memory: 64 }],
  ] as const) {
    it(`is not changed to ${what}`, async () => {
      assert.equal((await change(json)).status, 400);
    });
  }

  it('is listed for administrators with everybody’s, and with what is nobody’s', async () => {
    assert.equal((await create(world, { name: 'theirs' }, imageWith(), 'bob')).status, 201);
    for (const name of ['nobody:hello', 'alice:below:deep', 'alone']) {
      await startElsewhere(world, name);
    }
    const all = async (token: string) => await world.ask('/unikernels?account=*', { token });
    await until(async () => unikernelList.parse((await all('root')).json).data.length === 6);
    const { data } = unikernelList.parse((await all('root')).json);
    assert.deepEqual(
      data.map(({ account, name, foreign }) => [account, name, foreign]),
      [
        [null, ':alone', true],
        ['alice', 'alice:below:deep', true],
        ['alice', 'hello', false],
        ['nobody', 'nobody:hello', true],
        ['bob', 'theirs', false],
        ['alice', 'web-1', false],
      ],
    );
    assert.equal((await all('alice')).status, 403);
    assert.deepEqual(await pagesOf('account=*', 'root'), [
      ...['one/:alone', 'one/alice:below:deep', 'one/hello', 'one/nobody:hello'],
      ...['one/theirs', 'one/web-1'],
    ]);
    const one = await world.ask('/unikernels?account=*&host=two', { token: 'root' });
    assert.deepEqual(one.json, { data: [], errors: [] });
  });

  it('is not changed by who may only read', async () => {
    assert.equal((await change({ deletionProtection: true }, 'reader')).status, 403);
  });
});
