import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { VolumeWorld } from './volume-world.ts';

describe('volumes on all hosts', () => {
  let world: VolumeWorld;

  before(async () => {
    world = await VolumeWorld.open({
      actors: {
        alice: tokenActor(['volumes:write']),
        bob: tokenActor(['volumes:write'], { account: 'bob' }),
        reader: tokenActor(['volumes:read'], { names: ['web-*'] }),
        elsewhere: tokenActor(['volumes:read'], { hosts: ['two'] }),
        root: tokenActor(['admin'], { account: 'root', admin: true }),
        runner: tokenActor(['unikernels:read']),
      },
    });
    for (const name of ['web-1', 'mail']) await create(name);
  });
  after(() => world.close());

  const create = (name: string) =>
    ask(world.url, '/api/v1/hosts/one/volumes', { token: 'alice', json: { name, size: 1 } });
  const list = (token: string) => ask(world.url, '/api/v1/volumes', { token });
  const volume = (name: string) => ({
    host: 'one',
    name,
    account: 'alice',
    foreign: false,
    size: 1,
    inUse: false,
    deletionProtection: false,
  });

  it('are listed by name, as far as the token reaches', async () => {
    const all = await list('alice');
    const whole = { errors: [], next: null };
    assert.deepEqual(all.json, { data: [volume('mail'), volume('web-1')], ...whole });
    assert.deepEqual((await list('reader')).json, { data: [volume('web-1')], ...whole });
    assert.deepEqual((await list('elsewhere')).json, { data: [], ...whole });
    assert.equal((await list('runner')).status, 403);
  });

  it('are listed page by page, on all hosts and on one', async () => {
    for (const path of ['/api/v1/volumes', '/api/v1/hosts/one/volumes']) {
      const read = async (cursor: string) => {
        const asked = `${path}?limit=1&cursor=${encodeURIComponent(cursor)}`;
        return Object((await ask(world.url, asked, { token: 'alice' })).json);
      };
      const first = await read('');
      assert.deepEqual(first.data, [volume('mail')]);
      const second = await read(first.next);
      assert.deepEqual([second.data, second.next], [[volume('web-1')], null]);
    }
  });

  it('are everybody’s for administrators, with those that are nobody’s', async () => {
    await ask(world.url, '/api/v1/hosts/one/volumes', {
      ...{ token: 'bob', json: { name: 'theirs', size: 1 } },
    });
    for (const name of ['nobody:old', ':rootless', 'alice:below:deep']) {
      await world.emulator.host.volumes.add(parseName(name), 1);
    }
    const protect = { method: 'PATCH', token: 'alice', json: { deletionProtection: true } };
    await ask(world.url, '/api/v1/hosts/one/volumes/mail', protect);
    const { status, json } = await ask(world.url, '/api/v1/volumes?account=*', { token: 'root' });
    assert.equal(status, 200);
    const shown = Object(json).data.map((each: Record<string, unknown>) => [
      ...[each.account, each.name, each.foreign, each.deletionProtection],
    ]);
    assert.deepEqual(shown, [
      ['alice', 'alice:below:deep', true, false],
      ['alice', 'mail', false, true],
      ['nobody', 'nobody:old', true, false],
      [null, ':rootless', true, false],
      ['bob', 'theirs', false, false],
      ['alice', 'web-1', false, false],
    ]);
    const refused = await ask(world.url, '/api/v1/volumes?account=*', { token: 'alice' });
    assert.equal(refused.status, 403);
  });

  it('are not held up by a host that is away, which is named', async () => {
    await create('another'); // what was listed before counts no more
    await world.emulator.stop();
    const { status, json } = await list('alice');
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(json, { data: [], errors: [{ host: 'one' }] });
    await world.emulator.start();
  });
});
