import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import { StoredEvent } from '../../src/database/events/entity.ts';
import { unikernelList } from '../../src/unikernels/answer-schema.ts';
import { observeHost } from '../../src/unikernels/observer/observe-host.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

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
    for (let cursor: string | null = ''; cursor !== null; ) {
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
    assert.deepEqual(await names('label=constructor'), []);
  });

  it('are sixteen at most', async () => {
    const numbered = (prefix: string) =>
      Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`${prefix}${index}`, 'x']));
    assert.equal((await change({ labels: numbered('a') })).status, 200);
    const refused = await change({ labels: { b: 'x' } });
    assert.partialDeepStrictEqual(refused.json, { status: 422, code: 'too-many-labels' });
    assert.equal((await change({ labels: { a0: null } })).status, 200);
    assert.equal((await change({ labels: { b: 'x' } })).status, 200);
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

  it('is to run where it is wanted again after another client has brought it back', async () => {
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    await startElsewhere(world, 'alice:hello');
    await until(async () => {
      world.pass(0.02); // a list may be as old as what was destroyed
      const { registry } = world.running;
      const key = {
        host: parseLabel('one'),
        domain: parseLabel('alice'),
        name: parseLabel('hello'),
      };
      return (await registry.find(key)) !== null;
    });
    const wanted = await change({ managed: true });
    assert.partialDeepStrictEqual(wanted.json, { managed: true, desired: 'running' });
  });

  for (const [how, change] of [
    ['stopped', () => world.ask(`${hello}/stop`, { method: 'POST' })],
    ['updated', () => update(world, 'hello', imageWith([], 'next'))],
  ] as const) {
    it(`is ${how} at once where another client has brought back what was destroyed`, async () => {
      assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
      await startElsewhere(world, 'alice:hello');
      const { status, text, json } = await change();
      assert.equal(status, 200, text);
      assert.partialDeepStrictEqual(json, { managed: true });
    });
  }

  it('is only watched where its host brings back what was forgotten while that was away', async () => {
    await world.emulator.stop();
    await until(async () => (await world.ask(hello)).text.includes('"unknown"'));
    assert.equal((await world.ask(`${hello}?forget=true`, { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask(hello)).status, 502); // only its host could tell
    await world.emulator.start();
    await until(async () => (await world.ask(hello)).status === 200);
    assert.partialDeepStrictEqual((await world.ask(hello)).json, { managed: false });
    const where = { type: 'unikernel.reappeared' };
    const told = () => world.database.em().find(StoredEvent, where);
    await until(async () => (await told()).length > 0);
    assert.deepEqual(
      (await told()).map(({ account, summary }) => [account, summary]),
      [['alice', 'hello on one runs again after it was destroyed.']],
    );
  });

  it('is not taken for back by a list that another server may have read before it was destroyed', async () => {
    const { hosts, registry } = world.running;
    const [one, host] = [hosts.get('one'), parseLabel('one')];
    const list = (await one?.unikernels()) ?? [];
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    const known = (await registry.onHost(host)).filter(({ key }) => key.name === 'hello');
    const end = known[0]?.destroyedAt?.getTime() ?? 0;
    const changes = (after: number) =>
      observeHost({ host, at: new Date(end + after), list, afterAbsence: false }, known, new Set())
        .changed.length;
    assert.deepEqual([changes(1_000), changes(3_000)], [0, 1]);
  });

  it('is looked at though it was asked for by a clock that was ahead', async () => {
    const { hosts, registry } = world.running;
    const [one, host] = [hosts.get('one'), parseLabel('one')];
    const [known] = (await registry.onHost(host)).filter(({ key }) => key.name === 'hello');
    assert.ok(one && known);
    const asked = Date.now();
    const changes = (before: number) => {
      const look = { host, at: new Date(asked - before), list: [], afterAbsence: false };
      return observeHost(look, [{ ...known, askedAt: new Date(asked) }], new Set()).changed.length;
    };
    assert.deepEqual([changes(1_000), changes(3_600_000)], [0, 1]);
  });

  it('is seen again each minute, unless it was asked for since', async () => {
    const { registry } = world.running;
    const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };
    await until(async () => Boolean((await registry.find(key))?.observation.seenAt));
    const before = await registry.find(key);
    assert.ok(before?.askedAt);
    world.pass(1.1);
    await until(async () => {
      const now = await registry.find(key);
      return Number(now?.observation.seenAt) > Number(before.observation.seenAt);
    });
    const known = await registry.find(key);
    assert.ok(known);
    const seenAt = new Date(before.askedAt.getTime() - 1);
    await registry.seenAgain([known], seenAt);
    assert.deepEqual((await registry.find(key))?.observation, known.observation);
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
    assert.deepEqual(one.json, { data: [], errors: [], next: null });
  });

  it('is not changed by who may only read', async () => {
    assert.equal((await change({ deletionProtection: true }, 'reader')).status, 403);
  });
});
