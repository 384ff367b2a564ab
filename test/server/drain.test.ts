import assert from 'node:assert/strict';
import { ask } from '../support/request.ts';
import { useServer } from './support/server-world.ts';
import { until } from './support/until.ts';

describe('a server that drains', function () {
  this.timeout(60_000);
  const server = useServer({ environment: { FULMAR_DRAIN_TIME: '3' } });

  it('goes on after a SIGHUP, and says it is not ready before it takes no more', async () => {
    const world = server();
    world.server.signal('SIGHUP');
    await world.expect(200, '/hosts/one/volumes');
    world.server.signal('SIGTERM');
    await until(async () => (await ask(world.url, '/readyz')).status === 503);
    const told = await ask(world.url, '/readyz');
    assert.deepEqual(told.json, { status: 'stopping' });
    const health = await ask(world.url, '/healthz');
    assert.equal(health.status, 200);
    await world.expect(201, '/hosts/one/volumes', { json: { name: 'late', size: 1 } });
    assert.deepEqual(await world.server.ended, { code: 0, signal: null });
    await assert.rejects(ask(world.url, '/readyz'));
  });

  it('ends at once on a second signal', async () => {
    const world = server();
    await world.start({ FULMAR_DRAIN_TIME: '600' });
    world.server.signal('SIGTERM');
    await until(async () => (await ask(world.url, '/readyz')).status === 503);
    assert.deepEqual(await world.server.terminate(), { code: 1, signal: null });
  });
});
