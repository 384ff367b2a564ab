import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Bundling, ensureServer } from '../../scripts/server/ensure.ts';

describe('what `npm start` starts the server from', () => {
  let dist = '';
  let made = 0;
  let said: string[] = [];
  beforeEach(async () => {
    dist = await mkdtemp(join(tmpdir(), 'fulmar-ensure-'));
    made = 0;
    said = [];
  });
  afterEach(() => rm(dist, { recursive: true }));

  const bundle: Bundling['bundle'] = async (folder) => {
    made += 1;
    await mkdir(folder);
    await writeFile(join(folder, 'main.js'), '');
  };
  const ensure = (how = bundle) => ensureServer((line) => said.push(line), { dist, bundle: how });

  it('is a bundle, which is made once', async () => {
    for (let start = 0; start < 2; start += 1) {
      assert.equal(await ensure(), join(dist, 'server/main.js'));
    }
    assert.deepEqual([made, said, await readdir(dist)], [1, [], ['server']]);
  });

  it('is a new bundle where a source is newer', async () => {
    const program = await ensure();
    await utimes(program, 1, 1);
    assert.equal(await ensure(), program);
    assert.deepEqual([made, await readdir(dist)], [2, ['server']]);
  });

  it('is the sources where no bundle can be made, and says why', async () => {
    const program = await ensure(() => Promise.reject(new Error('no space left')));
    assert.equal(program, resolve('src/main.ts'));
    assert.match(said.join(), /from its sources, since it could not be bundled: no space left/);
    assert.deepEqual(await readdir(dist), []);
  });
});
