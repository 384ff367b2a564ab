import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { VolumeWorld } from './volume-world.ts';

describe('volumes', () => {
  let world: VolumeWorld;
  const path = '/api/v1/hosts/one/volumes';

  before(async () => {
    world = await VolumeWorld.open({
      actors: {
        alice: tokenActor(['volumes:write']),
        bob: tokenActor(['volumes:write'], { account: 'bob' }),
        reader: tokenActor(['volumes:read'], { names: ['web-*'] }),
        writer: tokenActor(['volumes:write'], { names: ['web-*'] }),
      },
    });
  });
  after(() => world.close());

  it('are created, listed, shown and removed', async () => {
    const body = { name: 'Data', size: 4 };
    const created = await ask(world.url, path, { token: 'alice', json: body });
    assert.equal(created.status, 201, created.text);
    const volume = {
      host: 'one',
      name: 'data',
      account: 'alice',
      foreign: false,
      size: 4,
      inUse: false,
      deletionProtection: false,
    };
    assert.deepEqual(created.json, volume);
    const list = await ask(world.url, path, { token: 'alice' });
    assert.deepEqual(list.json, { data: [volume], next: null });
    const one = await ask(world.url, `${path}/data`, { token: 'alice' });
    assert.deepEqual(one.json, volume);
    const removed = await ask(world.url, `${path}/data`, { method: 'DELETE', token: 'alice' });
    assert.equal(removed.status, 204);
    const gone = await ask(world.url, `${path}/data`, { token: 'alice' });
    assert.equal(gone.status, 404);
    assert.match(gone.text, /volume-unknown/);
  });

  it('are seen in the own domain only, and as far as the names of a token reach', async () => {
    for (const name of ['web-1', 'mail']) {
      await ask(world.url, path, { token: 'alice', json: { name, size: 1 } });
    }
    await ask(world.url, path, { token: 'bob', json: { name: 'web-2', size: 1 } });
    const seen = await ask(world.url, path, { token: 'reader' });
    assert.deepEqual(seen.json, {
      data: [
        {
          host: 'one',
          name: 'web-1',
          account: 'alice',
          foreign: false,
          size: 1,
          inUse: false,
          deletionProtection: false,
        },
      ],
      next: null,
    });
    const hidden = await ask(world.url, `${path}/mail`, { token: 'reader' });
    assert.equal(hidden.status, 403);
    const refused = await ask(world.url, path, {
      token: 'reader',
      json: { name: 'web-3', size: 1 },
    });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /"scope":"volumes:write"/);
    const elsewhere = await ask(world.url, path, {
      token: 'writer',
      json: { name: 'db', size: 1 },
    });
    assert.equal(elsewhere.status, 403);
    assert.match(elsewhere.text, /name-not-allowed/);
  });

  const bad: [string, unknown][] = [
    ['no size', { name: 'x' }],
    ['size 0', { name: 'x', size: 0 }],
    ['a fraction', { name: 'x', size: 1.5 }],
    ['a size beyond 2^53', { name: 'x', size: 2 ** 60 }],
    ['an unknown member', { name: 'x', size: 1, colour: 'red' }],
    ['a name of 64 characters', { name: 'x'.repeat(64), size: 1 }],
    ['a name of dots', { name: '..', size: 1 }],
    ['an empty name', { name: '', size: 1 }],
    ['a number as name', { name: 7, size: 1 }],
  ];
  for (const [what, json] of bad) {
    it(`are refused without asking the host [${what}]`, async () => {
      world.emulator.commands.clear();
      const refused = await ask(world.url, path, { token: 'alice', json });
      assert.equal(refused.status, 400, refused.text);
      assert.equal(world.emulator.commands.all.length, 0);
    });
  }

  it('are refused as the host refuses them', async () => {
    const create = (name: string, size: number) =>
      ask(world.url, path, { token: 'alice', json: { name, size } });
    await create('twice', 1);
    const again = await create('twice', 1);
    assert.equal(again.status, 409);
    assert.match(again.text, /volume-exists/);
    const huge = await create('huge', 100_000);
    assert.equal(huge.status, 422);
    assert.match(huge.text, /policy-refused/);
  });
});
