import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './support/server-process.ts';
import { ServerWorld } from './support/server-world.ts';

const inOrder = { code: 0, signal: null };

describe('a server whose log nobody reads any more', function () {
  this.timeout(60_000);
  let world: ServerWorld;

  beforeEach(async () => {
    world = await ServerWorld.open();
    await world.start(); // so that all it has logged is read, and the next line is one of its end
    await world.server.loseReader('stdout');
  });
  afterEach(() => world.close());

  it('ends in order where it learns of that as it ends', async () => {
    assert.deepEqual(await world.server.terminate(), inOrder);
  });

  it('goes on serving, and ends in order', async () => {
    const end = performance.now() + 300; // three times as long as lines are gathered
    while (performance.now() < end) await world.expect(200, '/hosts');
    await world.makeVolume('unlogged', 1);
    assert.deepEqual(await world.server.terminate(), inOrder);
    assert.equal(world.server.errors, '');
  });
});

describe('a server whose standard error nobody reads', () => {
  it('serves without the invitation to its first account, and ends in order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-unread-'));
    const server = new ServerProcess({ FULMAR_DATA: folder });
    try {
      await server.loseReader('stderr');
      const { status } = await fetch(`${await server.url()}/healthz`);
      assert.equal(status, 200);
      assert.deepEqual(await server.terminate(), inOrder);
      assert.equal(server.log.at(-1)?.msg, 'the server has stopped'); // written as it exits
    } finally {
      await server.kill();
      await rm(folder, { recursive: true });
    }
  });
});
