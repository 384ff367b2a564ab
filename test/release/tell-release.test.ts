import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellRelease } from '../../scripts/release/tell-release.ts';

describe('the end of making a release', () => {
  it('names the version, and each file with its size', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-told-'));
    try {
      await writeFile(join(folder, 'fulmar_0.2.0_amd64.deb'), Buffer.alloc(3 * 1024 ** 2));
      await writeFile(join(folder, 'SHA256SUMS'), 'a');
      assert.equal(
        await tellRelease(folder, '0.2.0'),
        `Fulmar 0.2.0 is in ${folder}:\n    1 KiB  SHA256SUMS\n  3.0 MiB  fulmar_0.2.0_amd64.deb`,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
