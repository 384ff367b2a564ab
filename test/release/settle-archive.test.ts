import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/release/run.ts';

const program = join(import.meta.dirname, '../../scripts/release/settle-archive.ts');

/** A user who is not root, and owns nothing. */
const somebody = { uid: 65_534, gid: 65_534 };

/** Options to run a program as that user: root may write read-only files. */
function user(): typeof somebody | Record<never, never> | null {
  if (process.getuid?.() !== 0) return {};
  const { status } = spawnSync(process.execPath, [program], somebody);
  return status === 0 ? somebody : null;
}

describe('an image of a release', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-archive-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is packed also by a user for whom the files of buildah are read-only', async function () {
    const as = user();
    if (!as) return this.skip();
    const manifest = [{ Config: 'config.json', RepoTags: ['fulmar:1'], Layers: ['layer.tar'] }];
    const files = {
      'manifest.json': JSON.stringify(manifest),
      'config.json': JSON.stringify({ container: 'abc', os: 'linux' }),
      'layer.tar': 'a layer',
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content);
      await chmod(join(folder, name), 0o444);
    }
    await run('tar', ['-cf', 'archive.tar', ...Object.keys(files)], { cwd: folder });
    if ('uid' in as) await chown(folder, as.uid, as.gid);
    const call = `import { settleArchive } from ${JSON.stringify(program)};
      await settleArchive('archive.tar', 'image.tar', 1);`;
    const words = ['--input-type=module', '--eval', call];
    const { status, stderr } = spawnSync(process.execPath, words, {
      ...{ ...as, cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH } },
    });
    assert.equal(status, 0, stderr);
    const listed = await run('tar', ['-tf', 'image.tar'], { cwd: folder });
    assert.match(listed, /^[\da-f]{64}\.json\nlayer\.tar\nmanifest\.json\n$/);
  });

  it('does not wait for a tool for ever, and says which one took too long', async () => {
    await assert.rejects(
      run('sleep', ['60'], { limit: 10 }),
      /^Error: sleep was stopped because it took longer than 0.01 s\.$/,
    );
  });
});
