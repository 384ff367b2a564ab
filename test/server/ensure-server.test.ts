import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { digestOf } from '../../scripts/build/digest.ts';
import { type Bundling, buildServer, ensureServer } from '../../scripts/server/ensure.ts';

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
  const ensure = (sources = ['LICENSE'], how = bundle) =>
    ensureServer((line) => said.push(line), { dist, sources: () => sources, bundle: how });
  const folderOf = (program: string) => basename(dirname(program));

  it('is a bundle, which is built once', async () => {
    const program = await ensure();
    assert.equal(await ensure(), program);
    assert.equal(program, join(dist, folderOf(program), 'main.js'));
    assert.deepEqual([made, said, await readdir(dist)], [1, [], [folderOf(program)]]);
  });

  it('is the same bundle if the sources are only rewritten, as by `npm prune`', async () => {
    const program = await ensure();
    await utimes(program, 1, 1);
    assert.equal(await ensure(), program);
    assert.equal(made, 1);
  });

  it('is another bundle for other sources, next to the newest of the former ones', async () => {
    const first = await ensure();
    await utimes(first, 1, 1);
    const second = await ensure(['README.md']);
    const third = await ensure(['package.json']);
    assert.equal(new Set([first, second, third]).size, 3);
    assert.deepEqual(
      (await readdir(dist)).toSorted(),
      [second, third].map((program) => folderOf(program)).toSorted(),
    );
  });

  it('is one bundle where two starts make it at a time', async () => {
    const [one, other] = await Promise.all([ensure(), ensure()]);
    assert.equal(one, other);
    assert.deepEqual([made, said, await readdir(dist)], [2, [], [folderOf(one)]]);
  });

  it('leaves nothing of builds that were killed, and lets one that is under way be', async () => {
    for (const name of ['making-server-killed', 'making-server-young']) {
      await mkdir(join(dist, name, 'new'), { recursive: true });
    }
    await utimes(join(dist, 'making-server-killed'), 1, 1);
    const folder = folderOf(await ensure());
    assert.deepEqual((await readdir(dist)).toSorted(), ['making-server-young', folder]);
  });

  it('is the sources if no bundle can be built, and the reason is reported', async () => {
    const program = await ensure(undefined, () => Promise.reject(new Error('no space left')));
    assert.equal(program, resolve('src/main.ts'));
    assert.match(said.join(), /from its sources, since bundling it failed: no space left/);
    assert.deepEqual(await readdir(dist), []);
  });

  it('is built by `npm run build`, which fails if bundling fails', async () => {
    const bundling = { dist, sources: () => ['LICENSE'], bundle };
    const failing = { ...bundling, bundle: () => Promise.reject(new Error('no space left')) };
    await assert.rejects(buildServer(failing), /^Error: no space left$/);
    assert.equal(await buildServer(bundling), await ensure());
    assert.equal(made, 1);
  });
});

describe('the digest of sources', () => {
  it('is of what is in them and how they are called', async () => {
    const root = await mkdtemp(join(tmpdir(), 'fulmar-digest-'));
    try {
      await mkdir(join(root, 'room'));
      await writeFile(join(root, 'room/one.ts'), 'one');
      const before = digestOf(root, ['room']);
      await writeFile(join(root, 'room/one.ts'), 'one');
      assert.equal(digestOf(root, ['room']), before);
      await writeFile(join(root, 'room/two.ts'), '');
      assert.notEqual(digestOf(root, ['room']), before);
      await rm(join(root, 'room/two.ts'));
      await writeFile(join(root, 'room/one.ts'), 'eno');
      assert.notEqual(digestOf(root, ['room']), before);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
