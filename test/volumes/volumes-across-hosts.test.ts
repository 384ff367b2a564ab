import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { VolumeWorld } from './volume-world.ts';

describe('volumes on all hosts', () => {
  let world: VolumeWorld;

  before(async () => {
    world = await VolumeWorld.open({
      actors: {
        alice: tokenActor(['volumes:write']),
        reader: tokenActor(['volumes:read'], { names: ['web-*'] }),
        elsewhere: tokenActor(['volumes:read'], { hosts: ['two'] }),
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
    size: 1,
    inUse: false,
    deletionProtection: false,
  });

  it('are listed by name, as far as the token reaches', async () => {
    const all = await list('alice');
    assert.deepEqual(all.json, { data: [volume('mail'), volume('web-1')], errors: [] });
    assert.deepEqual((await list('reader')).json, { data: [volume('web-1')], errors: [] });
    assert.deepEqual((await list('elsewhere')).json, { data: [], errors: [] });
    assert.equal((await list('runner')).status, 403);
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
