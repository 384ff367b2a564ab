import assert from 'node:assert/strict';
import { generousPolicy } from './support/administrator.ts';
import { changes, lastDeployment, prepareChange } from './support/changes.ts';
import { useServer } from './support/server-world.ts';
import { until } from './support/until.ts';

describe('a policy that is taken away with all that is in its domain', function () {
  this.timeout(60_000);
  const server = useServer();

  it('leaves a record of what was destroyed, and nothing on its way', async () => {
    const world = server();
    const { administrator, url } = world;
    const destroy = changes.find(({ action }) => action === 'destroy');
    assert(destroy);
    await prepareChange(world, destroy, 'web');
    await world.makeVolume('data', 1);
    world.emulator.faults.add({ kind: 'silent-close' }, { command: 'block-set' });
    const upload = { method: 'PUT', body: Buffer.alloc(1000, 'x') };
    await world.expect(502, '/hosts/one/volumes/data/data', upload);
    assert.equal((await world.spooled()).length, 1);

    const { json } = await administrator.expect(200, url, '/account');
    const policy = `/accounts/${Object(json).id}/policies/one`;
    await administrator.expect(204, url, `${policy}?destroy=true`, { method: 'DELETE' });
    assert.deepEqual(await world.spooled(), []);
    await administrator.expect(200, url, policy, { method: 'PUT', json: generousPolicy });
    assert.partialDeepStrictEqual(await lastDeployment(world, 'web'), {
      action: 'destroy',
      state: 'succeeded',
      by: { account: 'alice' },
    });
  });

  it('has no volume brought back whose removal the server did not live to hear of', async () => {
    const world = server();
    const { administrator, url } = world;
    const { faults } = world.emulator;
    await world.makeVolume('gone', 1);
    faults.add({ kind: 'silent-close' }, { command: 'block-set' });
    const upload = { method: 'PUT', body: Buffer.alloc(1000, 'x') };
    await world.expect(502, '/hosts/one/volumes/gone/data', upload);

    const held = faults.add({ kind: 'hold-reply' }, { command: 'block-remove' });
    const { json } = await administrator.expect(200, url, '/account');
    const path = `/accounts/${Object(json).id}/policies/one?destroy=true`;
    const deleting = administrator.ask(url, path, { method: 'DELETE' }).catch(() => null);
    await until(() => held.waiting > 0);
    await world.server.kill();
    faults.clear();
    assert.equal(await deleting, null);
    await world.start();
    await world.untilDelivered();
    await assert.rejects(world.contentOf('gone'));
  });
});
