import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { buildCommand, commandFile } from '../../scripts/cli/build.ts';
import { type About, readAbout } from '../../scripts/release/about.ts';
import { bundleServer } from '../../scripts/release/bundle-server.ts';
import { makeDeb } from '../../scripts/release/make-deb.ts';
import { makeImage } from '../../scripts/release/make-image.ts';
import { makeTree } from '../../scripts/release/make-tree.ts';
import { digestOf, packFolder, tarFiles } from '../../scripts/release/pack.ts';
import { packCommand } from '../../scripts/release/pack-command.ts';
import { isInstalled, run } from '../../scripts/release/run.ts';
import { makeSbom } from '../../scripts/release/sbom.ts';
import { usePostgres } from '../support/postgres.ts';
import { builtDashboard } from '../support/shared/shared.ts';
import { CleanRoot } from './support/clean-root.ts';
import { ImageRoot } from './support/image-root.ts';
import { Newcomer } from './support/newcomer.ts';
import { makeOlderRelease } from './support/older-release.ts';
import { liveThrough } from './support/package-life.ts';
import { ReleasedServer } from './support/released-server.ts';
import { Scales } from './support/scales.ts';

const passphrase = { FULMAR_BACKUP_PASSPHRASE: 'correct horse battery' };

/** How large a file is once it is compressed as registries and people do. */
async function octetsZipped(file: string): Promise<number> {
  let octets = 0;
  await pipeline(createReadStream(file), createGzip({ level: 1 }), async (parts) => {
    for await (const part of parts) octets += part.length;
  });
  return octets;
}

describe('a release', function () {
  this.timeout(300_000);
  const cleanup = new AsyncDisposableStack();
  let folder = '';

  before(async () => {
    await builtDashboard();
    folder = await mkdtemp(join(tmpdir(), 'fulmar-release-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    await makeTree(join(folder, 'fulmar'), await readAbout(), { dashboard: 'as built' });
  });
  after(() => cleanup.disposeAsync());

  const makePackage = (about: About, tree: string, into = folder) =>
    makeDeb(about, { tree, folder: into, compression: 'quick' });
  let deb: Promise<string> | null = null;
  /** The Debian package of the release. */
  const packaged = () =>
    (deb ??= readAbout().then((about) => makePackage(about, join(folder, 'fulmar'))));

  /** Signs up, adds an emulated host, deploys to it, and looks at it. */
  async function deploy(
    environment: Readonly<Record<string, string>>,
    andThen: (server: ReleasedServer) => Promise<void> = async () => {},
  ): Promise<void> {
    const data = await mkdtemp(join(folder, 'data-'));
    const command = join(folder, 'fulmar/bin/fulmar-server');
    await using server = await ReleasedServer.start(command, { FULMAR_DATA: data, ...environment });
    await using newcomer = await Newcomer.in(folder);
    await newcomer.deploy(server);
    await newcomer.look(server);
    await andThen(server);
  }

  it('serves and deploys with nothing but itself, and loads what it needs', async () => {
    const scales = await Scales.in(folder);
    await deploy(scales.environment, (server) => scales.weigh(server));
  });

  it('keeps compiled code where there is a place for it', async () => {
    const cache = join(folder, 'cache');
    await deploy({ CACHE_DIRECTORY: cache });
    assert((await stat(join(cache, 'fulmar-server'))).isDirectory());
  });

  describe('on PostgreSQL', () => {
    const database = usePostgres();
    it('serves and deploys, too', () =>
      deploy({
        FULMAR_DATABASE_URL: database(),
        FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
      }));
  });

  describe('in a clean root', () => {
    let root: CleanRoot;
    before(async function () {
      if (!(await CleanRoot.isPossible())) return this.skip();
      root = cleanup.use(await CleanRoot.make());
    });

    it('is installed, serves, is upgraded, removed and purged as a Debian package', async function () {
      const about = await readAbout();
      const older = await makeOlderRelease(join(folder, 'fulmar'), join(folder, 'older'));
      if (!older) return this.skip();
      const former = await makePackage({ ...about, version: '0.0.9' }, older);
      await liveThrough(root, {
        former: await root.receive(former),
        latest: await root.receive(await packaged()),
        folder,
      });
    });

    it('serves from the tarball', async () => {
      const tarball = join(folder, 'fulmar.tar.gz');
      const { epoch } = await readAbout();
      await packFolder(join(folder, 'fulmar'), tarball, { epoch, compression: 'quick' });
      await root.run('tar', '-xzf', await root.receive(tarball), '-C', '/opt');
      const [chroot, args] = root.commandFor('nobody:nogroup', '/opt/fulmar/bin/fulmar-server');
      const environment = { FULMAR_DATA: '/tmp/fulmar-data' };
      await using server = await ReleasedServer.start(chroot, environment, args);
      await using newcomer = await Newcomer.in(folder);
      await newcomer.deploy(server);
      await newcomer.look(server);
    });
  });

  it('serves from its container image, which says that it is well', async function () {
    if (!(await ImageRoot.isPossible())) return this.skip();
    const file = join(folder, 'image.tar');
    await makeImage(await readAbout(), { tree: join(folder, 'fulmar'), file });
    await using image = await ImageRoot.unpack(file, folder);
    await using newcomer = await Newcomer.in(folder);
    const backup = '/var/lib/fulmar/first.backup';
    {
      await using server = await image.start();
      await newcomer.deploy(server);
      await newcomer.look(server);
      await image.checkHealth(server);
      await image.run(['/usr/bin/fulmar', 'server', 'backup', backup], passphrase);
    }
    assert.ok(
      (await image.compiled()).length > 1,
      'in the volume, since /tmp ends with the container',
    );
    const restore = ['/usr/bin/fulmar', 'server', 'restore', backup, '--replace', '--yes'];
    await image.run(restore, passphrase);
    await using server = await image.start();
    await newcomer.signIn(server);
    await newcomer.look(server);
    assert.match(await image.run(['/usr/bin/fulmar', 'admin', 'reset-password', 'alice']), /#/);
  });

  it('is a small image, the same each time', async function () {
    if (!(await ImageRoot.isPossible())) return this.skip();
    const again = join(folder, 'again.tar');
    await makeImage(await readAbout(), { tree: join(folder, 'fulmar'), file: again });
    assert.equal(await digestOf(again), await digestOf(join(folder, 'image.tar')));
    assert.ok((await octetsZipped(again)) <= 90e6);
  });

  it('says of which commit it is', async () => {
    const file = join(folder, 'fresh.backup');
    const environment = { FULMAR_DATA: join(folder, 'fresh'), ...passphrase };
    {
      const program = join(folder, 'fulmar/bin/fulmar-server');
      await using server = await ReleasedServer.start(program, environment);
      assert.ok(server.url);
    }
    const env = { ...environment, PATH: '/usr/bin:/bin' };
    await run(join(folder, 'fulmar/bin/fulmar'), ['server', 'backup', file], { env });
    const [header = ''] = (await readFile(file, 'latin1')).split('\n', 1);
    assert.equal(JSON.parse(header).version, (await readAbout()).version);
  });

  it('is small, and packed to the same octets when it is packed again', async () => {
    const about = await readAbout();
    const tree = join(folder, 'fulmar');
    const digests = new Set<string>();
    for (const turn of ['first', 'second']) {
      const file = join(folder, `${turn}-whole.tar`);
      await tarFiles(folder, ['fulmar'], { file, epoch: about.epoch });
      digests.add(await digestOf(file));
    }
    assert.equal(digests.size, 1, 'tarball');
    assert.ok((await octetsZipped(join(folder, 'first-whole.tar'))) <= 90e6);
    const again = join(folder, 'again');
    await mkdir(again);
    const packages = [await packaged(), await makePackage(about, tree, again)];
    const [first, second] = await Promise.all(packages.map(digestOf));
    assert.equal(first, second, 'Debian package');
  });

  it('has a package of the command for npm, the same each time', async () => {
    const { version } = await readAbout();
    const built = join(folder, 'fulmar/dist/dashboard/cli');
    const digests = new Set<string>();
    for (const turn of ['first', 'second']) {
      const into = join(folder, `${turn}-npm`);
      await mkdir(into);
      const file = await packCommand(built, { folder: into, version });
      digests.add(await digestOf(file));
      assert.match(await run('tar', ['-tzf', file]), /^package\/fulmar\.js$/m);
    }
    assert.equal(digests.size, 1);
  });

  it('satisfies lintian', async function () {
    if (!(await isInstalled('lintian')) || !(await isInstalled('dpkg-deb'))) return this.skip();
    await run('lintian', ['--fail-on', 'error', '--allow-root', await packaged()]);
    const overrides = await readFile('packaging/debian/lintian-overrides', 'utf8');
    const lines = overrides.split('\n').filter((line) => /^[^#]/.test(line));
    assert.ok(lines.length <= 10);
  });

  it('has a unit that may do little', async function () {
    if (!(await isInstalled('systemd-analyze'))) return this.skip();
    const unit = join(folder, 'fulmar.service');
    await copyFile('packaging/debian/fulmar.service', unit);
    await run('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit]);
  });

  it('has the same octets when it is made again', async () => {
    const { epoch } = await readAbout();
    const digests: string[] = [];
    for (const turn of ['first', 'second']) {
      const server = join(folder, turn, 'server');
      await bundleServer(server);
      await packFolder(server, join(folder, `${turn}.tar.gz`), { epoch });
      digests.push(await digestOf(join(folder, `${turn}.tar.gz`)));
    }
    assert.equal(digests[0], digests[1]);
    await buildCommand(join(folder, 'command'));
    const command = join(folder, 'fulmar/dist/dashboard/cli', commandFile);
    assert.equal(await digestOf(join(folder, 'command', commandFile)), await digestOf(command));
  });

  it('lists what it consists of', async () => {
    const about = await readAbout();
    const text = await makeSbom(about);
    assert.equal(text, await makeSbom(about));
    const { bomFormat, components } = JSON.parse(text);
    assert.equal(bomFormat, 'CycloneDX');
    const licences = await readFile(join(folder, 'fulmar/THIRD-PARTY.txt'), 'utf8');
    const command = join(folder, 'fulmar/dist/dashboard/cli', commandFile);
    for (const notices of [licences, await readFile(command, 'utf8')]) {
      for (const name of ['commander', '@commander-js/extra-typings', 'yaml', 'zod']) {
        assert.ok(notices.includes(`\n${name} `), name);
      }
    }
    const names = components.map(({ name }: { name: string }) => name);
    for (const name of [
      'node',
      'koa',
      'argon2',
      'better-sqlite3',
      'react',
      '@mantine/core',
      'commander',
      'dayjs',
    ]) {
      assert(names.includes(name), name);
    }
    for (const name of ['vite', 'mocha', 'typescript']) assert(!names.includes(name), name);
  });
});
