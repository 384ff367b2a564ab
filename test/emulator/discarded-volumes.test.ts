import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOf, volumes, words } from './support/answers.ts';
import { useEmulator } from './support/use-emulator.ts';
import { data, inChunks, mebibyte, set } from './support/volumes.ts';

describe('an emulated host that discards contents', () => {
  const emulated = useEmulator({ discardVolumes: true });

  it('counts what it takes, writes no file, and gives zeros of the size', async () => {
    const { host, folder } = emulated;
    await words(host, data, { type: 'block-add', size: 2 });
    assert.deepEqual(await words(host, data, set(), [randomBytes(1000)]), ['set block device']);
    const tooLong = inChunks(Buffer.alloc(2 * mebibyte + 1), mebibyte);
    assert.deepEqual(await words(host, data, set(), tooLong), ['failure: stream exceeds size']);
    assert.deepEqual(await contentOf(host, data), Buffer.alloc(2 * mebibyte));
    await assert.rejects(stat(join(folder, 'block')), { code: 'ENOENT' });
    await host.restart();
    assert.deepEqual(await volumes(host, data), { 'alice:data': { size: 2, active: false } });
  });
});
