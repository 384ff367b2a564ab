import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAbout } from '../../scripts/release/about.ts';
import { isInstalled, run } from '../../scripts/release/run.ts';

describe('the version of a release', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-version-'));
    const manifest = { version: '0.2.0', description: 'What is released' };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const git = (...args: string[]) => {
    const who = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '2026-11-30T01:02:03+01:00' };
    const env = Object.fromEntries(
      Object.entries(who).flatMap(([name, value]) => [
        [`GIT_AUTHOR_${name}`, value],
        [`GIT_COMMITTER_${name}`, value],
      ]),
    );
    return run('git', args, { cwd: folder, env });
  };
  const commit = async () => {
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'base: begin');
  };
  const version = async () => (await readAbout(folder)).version;

  it('is that of package.json where the commit has its tag', async () => {
    await commit();
    await git('tag', 'v0.2.0');
    assert.equal(await version(), '0.2.0');
  });

  it('says of which commit it is where that is not tagged', async () => {
    await commit();
    await git('tag', 'v0.1.0');
    const commitId = (await git('rev-parse', 'HEAD')).slice(0, 8);
    assert.equal(await version(), `0.2.0+git20261130000203.${commitId}`);
    assert.equal((await readAbout(folder)).epoch, Date.UTC(2026, 10, 30, 0, 2, 3) / 1000);
  });

  it('is one that a package is upgraded to, from the release before and to the next', async function () {
    if (!(await isInstalled('dpkg'))) return this.skip();
    await commit();
    const own = await version();
    const inOrder = ['0.1.9', '0.2.0', own, '0.2.0+git20261201000000.00000000', '0.2.1'];
    for (const [at, older] of inOrder.slice(0, -1).entries()) {
      await run('dpkg', ['--compare-versions', older, 'lt', inOrder[at + 1] ?? '']);
    }
  });

  it('is that of package.json where there is no repository', async () => {
    process.env.SOURCE_DATE_EPOCH = '1764464523';
    try {
      assert.deepEqual(await readAbout(folder), {
        ...{ version: '0.2.0', description: 'What is released' },
        ...{ arch: process.arch, epoch: 1_764_464_523 },
      });
    } finally {
      delete process.env.SOURCE_DATE_EPOCH;
    }
  });
});
