import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

interface Listed {
  readonly id: string;
  readonly what: string;
}

describe('what was done lately', () => {
  let world: UnikernelWorld;
  before(async () => {
    world = await UnikernelWorld.open({
      hosts: ['one', 'two'],
      actors: {
        alice: tokenActor(['unikernels:write']),
        bob: tokenActor(['unikernels:write'], { account: 'bob' }),
        web: tokenActor(['unikernels:read'], { names: ['web-*', 'x'] }),
        second: tokenActor(['unikernels:read'], { hosts: ['two'] }),
        root: tokenActor(['admin'], { account: 'root', admin: true }),
        blind: tokenActor(['volumes:read']),
      },
    });
    await create(world, { name: 'web-1' });
    await create(world, { name: 'api' });
    await create(world, { name: 'theirs' }, imageWith(), 'bob');
    await world.ask('/hosts/two/unikernels', {
      body: formOf([
        ['config', { name: 'web-2' }],
        ['image', imageWith()],
      ]),
    });
    await world.ask('/hosts/one/unikernels/api', { method: 'DELETE' });
  });
  after(() => world.close());

  async function list(query = '', token = 'alice'): Promise<Listed[]> {
    const { json, text } = await world.ask(`/deployments${query}`, { token });
    assert.ok(json && typeof json === 'object' && 'data' in json && Array.isArray(json.data), text);
    return json.data.map(({ id, action, host, unikernel }) => ({
      id,
      what: `${action} ${host}/${unikernel}`,
    }));
  }

  const whats = async (query?: string, token?: string) =>
    (await list(query, token)).map(({ what }) => what);

  const all = ['destroy one/api', 'create two/web-2', 'create one/api', 'create one/web-1'];

  it('is the account’s own on all hosts, the newest first', async () => {
    assert.deepEqual(await whats(), all);
    assert.deepEqual(await whats('', 'bob'), ['create one/theirs']);
  });

  it('is everybody’s for administrators, a page at a time', async () => {
    const everybodys = await list('?account=*', 'root');
    const theirs = [...all.slice(0, 2), 'create one/theirs', ...all.slice(2)];
    assert.deepEqual(
      everybodys.map(({ what }) => what),
      theirs,
    );
    const older = `?account=*&before=${everybodys[1]?.id}`;
    assert.deepEqual(await whats(older, 'root'), theirs.slice(2));
    const { json } = await world.ask('/deployments?account=*&limit=3', { token: 'root' });
    const owners = Object(json).data.map(({ account }: { account: string }) => account);
    assert.deepEqual(owners, ['alice', 'alice', 'bob']);
    assert.equal((await world.ask('/deployments?account=*', { token: 'alice' })).status, 403);
  });

  it('is of one host where that is asked for', async () => {
    assert.deepEqual(await whats('?host=two'), ['create two/web-2']);
    assert.deepEqual(await whats('?account=*&host=one&limit=1', 'root'), ['destroy one/api']);
    assert.deepEqual(await whats('?host=one', 'second'), []);
    assert.deepEqual(await whats('?host=gone'), []);
  });

  it('is what the token is for', async () => {
    assert.deepEqual(await whats('', 'web'), ['create two/web-2', 'create one/web-1']);
    assert.deepEqual(await whats('', 'second'), ['create two/web-2']);
    assert.equal((await world.ask('/deployments', { token: 'blind' })).status, 403);
  });

  it('goes on page by page, without a gap or a repeat', async () => {
    const pages: string[] = [];
    for (let at = ''; ; ) {
      const { json } = await world.ask(`/deployments?limit=1${at}`, { token: 'alice' });
      const { data, next } = Object(json);
      const [{ action, host, unikernel }] = data;
      pages.push(`${action} ${host}/${unikernel}`);
      if (next === null) break;
      at = `&cursor=${next}`;
    }
    assert.deepEqual(pages, all);
  });

  it('goes on by the former name of the cursor, too', async () => {
    const [newest, ...older] = await list();
    assert.deepEqual(
      (await list(`?before=${newest?.id}`)).map(({ what }) => what),
      older.map(({ what }) => what),
    );
  });

  it('of one unikernel is paged alike', async () => {
    const read = async (query: string) => {
      const path = `/hosts/one/unikernels/api/deployments?limit=1${query}`;
      const { status, json } = await world.ask(path, { token: 'alice' });
      return { status, ...Object(json) };
    };
    const first = await read('');
    assert.equal(first.data[0].action, 'destroy');
    const second = await read(`&cursor=${first.next}`);
    assert.equal(second.data[0].action, 'create');
    assert.equal(second.next, null);
    const [other] = await list('', 'bob');
    for (const cursor of ['x', other?.id]) {
      assert.equal((await read(`&cursor=${cursor}`)).status, 400);
    }
  });

  it('begins nowhere at a deployment of somebody else', async () => {
    const [theirs] = await list('', 'bob');
    assert.deepEqual(await whats(`?before=${theirs?.id}`), []);
  });

  it('begins at no deployment that the token is not for', async () => {
    const recent = await list();
    const idOf = (what: string) => recent.find((each) => each.what === what)?.id;
    const begin = async (token: string, what: string) => {
      const { status, json } = await world.ask(`/deployments?before=${idOf(what)}`, { token });
      return [status, Object(json).code];
    };
    assert.deepEqual(await begin('web', 'create one/api'), [403, 'name-not-allowed']);
    assert.deepEqual(await begin('second', 'create one/web-1'), [403, 'host-not-allowed']);
    const older = await whats(`?before=${idOf('create two/web-2')}`, 'web');
    assert.deepEqual(older, ['create one/web-1']);
  });

  it('of another account is for administrators alone', async () => {
    assert.equal((await world.ask('/deployments?account=bob')).status, 403);
  });

  it('refuses what is no page', async () => {
    for (const query of ['?limit=0', '?limit=1001', '?cursor=x', '?before=x', '?since=now']) {
      assert.equal((await world.ask(`/deployments${query}`)).status, 400, query);
    }
  });
});
