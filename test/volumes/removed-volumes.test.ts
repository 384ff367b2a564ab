import assert from 'node:assert/strict';
import { ask } from '../support/request.ts';
import { collection, newContent, padded, retryWhileBusy, useUploads } from './use-uploads.ts';
import { mebibyte, until } from './volume-world.ts';

describe('a volume that is removed while an upload into it is kept, of which its host has a part', () => {
  const uploads = useUploads();

  beforeEach(async () => {
    const { world, put } = uploads;
    const { faults } = world.emulator;
    world.isPaused = true;
    const cut = faults.add({ kind: 'reset-request', afterOctets: 1000 }, { command: 'block-set' });
    assert.match((await put(newContent)).text, /"kept":true/);
    cut.release();
  });

  const remove = () =>
    retryWhileBusy(() =>
      ask(uploads.world.url, `${collection}/data`, { method: 'DELETE', token: 'alice' }),
    );
  const isThere = () =>
    uploads.world.contentOf('alice:data').then(
      () => true,
      () => false,
    );

  /** Has it removed, and what is said behind that happen before the answer comes. */
  async function removeWhile(happens: () => Promise<void>): Promise<void> {
    const { world } = uploads;
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'block-remove' });
    const answer = remove().catch(() => null);
    await until(() => held.waiting > 0);
    await happens();
    held.release();
    assert.notEqual((await answer)?.status, 204);
    assert.equal(await isThere(), false);
  }

  /** Kills the server when its host has made it anew. */
  async function killWhileMade(): Promise<void> {
    const { world } = uploads;
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'block-add' });
    const json = { name: 'data', size: 2 };
    const made = ask(world.url, collection, { token: 'alice', json }).catch(() => null);
    await until(() => held.waiting > 0);
    await world.kill();
    held.release();
    await made;
  }

  it('does not come back where the server was killed before it heard that', async () => {
    const { world } = uploads;
    await removeWhile(() => world.kill());
    world.isPaused = false;
    await world.start();
    await world.untilDelivered();
    assert.equal(await isThere(), false);
    assert.match(world.log, /The volume data on one was removed/);
  });

  it('is empty where it is made anew after the database was away then', async () => {
    const { world } = uploads;
    await removeWhile(async () => world.setDatabase('away'));
    world.setDatabase('there');
    const json = { name: 'data', size: 2 };
    const made = await ask(world.url, collection, { token: 'alice', json });
    assert.equal(made.status, 201, made.text);
    world.isPaused = false;
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(Buffer.alloc(2 * mebibyte)));
  });

  it('is empty where it is made anew, and the server was killed as its host had done that', async () => {
    const { world } = uploads;
    await removeWhile(() => world.kill());
    await world.start();
    await killWhileMade();
    world.isPaused = false;
    await world.start();
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(Buffer.alloc(2 * mebibyte)));
  });

  it('is filled where its host refuses to remove it', async () => {
    const { world } = uploads;
    const refusal = { kind: 'failure', words: 'no' } as const;
    world.emulator.faults.add(refusal, { command: 'block-remove', times: 1 });
    assert.equal((await remove()).status, 422);
    world.isPaused = false;
    await world.untilDelivered();
    assert.ok((await world.contentOf('alice:data')).equals(padded(newContent)));
  });
});
