import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const postrm = join(import.meta.dirname, '../../packaging/debian/postrm');

/** Purges what `make` has put into `/var/lib/fulmar`, of a namespace of its own, and lists what is left. */
async function purge(make: string): Promise<{ readonly said: string; readonly left: string[] }> {
  const script = `set -e
    for folder in /var/lib /var/cache; do mount -t tmpfs none $folder; done
    mkdir /var/lib/fulmar /var/cache/fulmar
    cd /var/lib/fulmar
    ${make}
    cd /
    sh ${postrm} purge
    echo "left:$(find /var/lib/fulmar -mindepth 1 2>/dev/null | sort | tr '\\n' ' ')"
    test ! -e /var/lib/fulmar || echo stays
    test ! -e /var/cache/fulmar`;
  const { stdout } = await run('unshare', ['-m', 'sh', '-c', script]);
  const [said = '', listed = ''] = stdout.split('left:');
  return { said, left: listed.split(/\s+/).filter((word) => word !== '') };
}

function canUnshare(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/var/lib'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

describe('the purge of the Debian package', function () {
  this.timeout(60_000);
  before(function () {
    if (!canUnshare()) this.skip();
  });

  const data = 'mkdir images; touch fulmar.sqlite secret-key images/ab';

  it('removes the folder with all that is in it', async () => {
    assert.deepEqual((await purge(data)).left, []);
  });

  it('keeps backups, and says so', async () => {
    const { said, left } = await purge(`${data}; mkdir backups; touch backups/a.backup`);
    assert.match(said, /keeps its backups \(1\)/);
    const backups = '/var/lib/fulmar/backups';
    assert.deepEqual(left, [backups, `${backups}/a.backup`, 'stays']);
  });

  for (const [where, mounted] of [
    ['the folder', '/var/lib/fulmar'],
    ['a folder in it', '/var/lib/fulmar/images'],
  ] as const) {
    it(`gets to its end where ${where} is a mount point`, async () => {
      const { said, left } = await purge(
        `mkdir -p ${mounted}; mount -t tmpfs none ${mounted}; cd /var/lib/fulmar; mkdir -p images; touch secret-key images/ab`,
      );
      assert.match(said, new RegExp(`something is mounted on ${mounted}`));
      assert.doesNotMatch(said, /keeps its backups/);
      assert.deepEqual(
        left.filter((path) => path !== mounted),
        ['stays'],
      );
    });
  }
});
