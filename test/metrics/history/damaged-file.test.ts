import assert from 'node:assert/strict';
import { mkdir, mkdtemp, open, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileBlocks } from '../../../src/unikernels/metrics/store/file-place.ts';
import { blockOf } from './numbered-block.ts';

const all = { unikernels: ['web'], step: 10, from: 0, to: Number.MAX_SAFE_INTEGER };

describe('a file of metrics that is no good', () => {
  let folder: string;
  let path: string;
  let told: string[];
  let place: FileBlocks;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-damaged-metrics-'));
    path = join(folder, 'metrics.sqlite');
    told = [];
    place = begin();
  });
  afterEach(async () => {
    await place.close();
    await rm(folder, { recursive: true });
  });

  const begin = () => new FileBlocks(path, (error, what) => void told.push(`${error} ${what}`));
  const damaged = () => readFile(`${path}.damaged`);

  it('is set aside where it is no database, told of once, and begun anew', async () => {
    await writeFile(path, 'x'.repeat(8192));
    await place.write([blockOf(1)]);
    await place.write([blockOf(2)]);
    assert.equal((await place.read(all)).length, 2);
    assert.equal(`${await damaged()}`, 'x'.repeat(8192));
    assert.equal(told.length, 1);
  });

  it('is set aside where its content is damaged, and begun anew', async () => {
    await place.write(Array.from({ length: 100 }, (_, number) => blockOf(number)));
    await place.close();
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size - 4096, 0xff), 0, null, 4096); // all but the first page
    await file.close();
    place = begin();
    assert.deepEqual(await place.read(all), []);
    await place.write([blockOf(1)]);
    assert.deepEqual([(await place.read(all)).length, told.length], [1, 1]);
    assert.equal((await damaged()).length, size);
  });

  it('is opened as soon as it can be, where it could not', async () => {
    await mkdir(path);
    await assert.rejects(place.write([blockOf(1)]), /EISDIR/);
    await assert.rejects(place.write([blockOf(1)]), /EISDIR/);
    await rmdir(path);
    await place.write([blockOf(1)]);
    assert.deepEqual([(await place.read(all)).length, told], [1, []]);
  });
});
