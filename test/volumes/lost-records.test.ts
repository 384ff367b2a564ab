import assert from 'node:assert/strict';
import { newContent, padded, useUploads } from './use-uploads.ts';
import { until } from './volume-world.ts';

describe('an upload while the database goes away', () => {
  const uploads = useUploads();
  const { put } = uploads;

  for (const query of ['', '?direct=true']) {
    it(`frees its volume when the database is back [PUT ${query}]`, async () => {
      const { world } = uploads;
      const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'block-set' });
      const answer = put(newContent, { query });
      await until(() => held.waiting > 0);
      world.setDatabase('away');
      held.release();
      assert.equal((await answer).status, 200, 'the host has taken it');
      world.setDatabase('there');
      await world.untilDelivered();
      assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
      assert.equal((await put(newContent, { query })).status, 200);
      assert.deepEqual(await world.spooled(), []);
      assert.equal(world.seen('block-set'), 2);
    });
  }

  it('frees it, too, where the record was written and that was not heard', async () => {
    const { world } = uploads;
    world.setDatabase('leaving');
    assert.equal((await put(newContent)).status, 500);
    world.setDatabase('there');
    await world.untilDelivered();
    assert.equal(world.seen('block-set'), 0);
    assert.equal((await put(newContent)).status, 200);
    assert.deepEqual(await world.spooled(), []);
  });

  it('leaves nothing in the spool where it goes before anything was recorded', async () => {
    const { world } = uploads;
    world.onConfirm = () => world.setDatabase('away');
    assert.equal((await put(newContent)).status, 500);
    world.onConfirm = () => {};
    world.setDatabase('there');
    await world.untilDelivered();
    assert.equal(world.seen('block-set'), 0);
    assert.equal((await put(newContent)).status, 200);
  });
});
