import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isInstalled, run } from '../../../scripts/release/run.ts';

/** Where this machine gets packages of its distribution from: address and release. */
async function mirror(): Promise<readonly [string, string]> {
  const format = '$(REPO_URI) $(CODENAME)';
  const told = await run('apt-get', ['indextargets', '--format', format, 'Identifier: Packages']);
  const [address = '', release = ''] = told.split('\n')[0]?.split(' ') ?? [];
  return [address, release];
}

/** A Debian with nothing but what every Debian has, which a package is installed in. */
export class CleanRoot implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Whether one can be made on this machine. */
  static async isPossible(): Promise<boolean> {
    return process.getuid?.() === 0 && (await isInstalled('mmdebstrap'));
  }

  /** Makes one, which takes a minute. */
  static async make(): Promise<CleanRoot> {
    const root = new CleanRoot(await mkdtemp(join(tmpdir(), 'fulmar-root-')));
    try {
      const [address, release] = await mirror();
      await run('mmdebstrap', ['--variant=minbase', release, root.folder, address]);
      // Nothing of it has to outlive a power cut.
      await writeFile(join(root.folder, 'etc/dpkg/dpkg.cfg.d/quick'), 'force-unsafe-io\n');
      return root;
    } catch (error) {
      await root[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The command that runs a program in it as a user, to be started. */
  commandFor(user: string, program: string): readonly [string, readonly string[]] {
    return ['/usr/sbin/chroot', [`--userspec=${user}`, this.folder, program]];
  }

  /** Runs a program in it as root; gives what it wrote. */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' };
    return await run('/usr/sbin/chroot', [this.folder, program, ...args], { env });
  }

  /** Copies a file into its folder for temporary files; gives its path there. */
  async receive(file: string): Promise<string> {
    const name = `/tmp/${basename(file)}`;
    await copyFile(file, join(this.folder, name));
    return name;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing that is mounted there goes along.
    await run('rm', ['-rf', '--one-file-system', this.folder]);
  }
}
