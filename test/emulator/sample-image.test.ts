import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { parseImage } from '../../src/solo5/image.ts';

const run = promisify(execFile);

describe('a sample image', () => {
  it('is the same for the same options and another for another filler', () => {
    assert.deepEqual(sampleImage({ filler: 'a' }), sampleImage({ filler: Buffer.from('a') }));
    assert.notDeepEqual(sampleImage({ filler: 'a' }), sampleImage({ filler: 'b' }));
    assert.ok(sampleImage({ filler: 'needle' }).includes('needle'));
  });

  it('grows to the size that is asked for and stays readable', () => {
    assert.equal(sampleImage({ padTo: 1024 * 1024 }).length, 1024 * 1024);
    assert.equal(sampleImage({ padTo: 4001 }).length, 4008);
    assert.equal(sampleImage({ padTo: 1 }).length, sampleImage().length);
    assert.equal(parseImage(sampleImage({ padTo: 4001 })).target, 'spt');
  });

  it('has no room for a device name of 68 octets', () => {
    const devices = [{ name: 'a'.repeat(68), type: 'block' }] as const;
    assert.throws(() => sampleImage({ devices }), RangeError);
  });

  it('is understood by binutils where they are installed', async function () {
    const folder = await mkdtemp(path.join(tmpdir(), 'fulmar-sample-'));
    try {
      const file = path.join(folder, 'sample.spt');
      await writeFile(file, sampleImage({ devices: [{ name: 'service', type: 'network' }] }));
      const result = await readelf(file);
      if (result === null) return this.skip();
      assert.equal(result.stderr, '');
      assert.match(result.stdout, /Solo5\s+0x00000010\s.*\(0x31494241\)/);
      assert.match(result.stdout, /Solo5\s+0x000000dc\s.*\(0x3154464d\)/);
      assert.match(result.stdout, /\.shstrtab\s+STRTAB/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** What readelf says of headers, segments, sections and notes; null where there is no readelf. */
async function readelf(file: string): Promise<{ stdout: string; stderr: string } | null> {
  try {
    return await run('readelf', ['-hlSnW', file], { env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
