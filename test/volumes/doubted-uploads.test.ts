import assert from 'node:assert/strict';
import { newContent, oldContent, padded, retryWhileBusy, useUploads } from './use-uploads.ts';
import { mebibyte } from './volume-world.ts';

describe('an upload that replaces one which is kept, while the database goes away', () => {
  const uploads = useUploads();
  const { put } = uploads;

  /** Has one kept of which the host has a part, and which does not go on for now. */
  async function keepOne(): Promise<void> {
    const { world } = uploads;
    const { faults } = world.emulator;
    world.isPaused = true;
    const cut = faults.add({ kind: 'reset-request', afterOctets: 1000 }, { command: 'block-set' });
    const kept = await put(oldContent.subarray(5));
    assert.match(kept.text, /"kept":true/);
    cut.release();
  }

  const expectContent = async (content: Buffer) => {
    uploads.world.isPaused = false;
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(content)));
  };

  for (const query of ['', '?direct=true']) {
    it(`goes on where it was recorded and only that was not heard [PUT ${query}]`, async () => {
      await keepOne();
      uploads.world.setDatabase('blinking');
      const told = await retryWhileBusy(() => put(newContent, { query }));
      assert.equal(told.status, 200, told.text);
      await expectContent(newContent);
    });
  }

  it('is sent later where it was recorded, and cannot be asked for at once', async () => {
    const { world } = uploads;
    await keepOne();
    world.setDatabase('leaving');
    assert.equal((await retryWhileBusy(() => put(newContent))).status, 500);
    world.setDatabase('there');
    await expectContent(newContent);
  });

  it('gives the volume its size back where it is a direct one by then', async () => {
    const { world } = uploads;
    await keepOne();
    world.setDatabase('leaving');
    assert.equal(
      (await retryWhileBusy(() => put(newContent, { query: '?direct=true' }))).status,
      500,
    );
    world.setDatabase('there');
    world.isPaused = false;
    await world.untilDelivered();
    assert.equal((await world.contentOf('alice:data')).length, 2 * mebibyte);
  });

  it('leaves the kept one where nothing was recorded', async () => {
    const { world } = uploads;
    await keepOne();
    world.setDatabase('refusing');
    assert.equal((await retryWhileBusy(() => put(newContent))).status, 500);
    await expectContent(oldContent.subarray(5));
  });
});
