import {
  access,
  chmod,
  copyFile,
  cp,
  mkdir,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type About, root as repository } from './about.ts';
import { allocatorPlace } from './allocator.ts';
import { run } from './run.ts';
import { settleArchive } from './settle-archive.ts';

/** Whose the server is in the image: a number that no distribution gives to somebody else. */
const user = 10_001;

/** As the script of the packages has them. */
const allocatorSettings = [
  `LD_PRELOAD=/usr/lib/fulmar/${allocatorPlace}`,
  'MALLOC_CONF=narenas:1,tcache:false,dirty_decay_ms:1000,muzzy_decay_ms:0',
];

/** Where it all is in the image, as in the Debian package. */
const home = '/usr/lib/fulmar';

/** Where the data is, in a volume. */
const data = '/var/lib/fulmar';

const packaging = join(repository, 'packaging');

interface ImageOptions {
  /** The folder that `makeTree` made. */
  readonly tree: string;
  /** Where the archive goes: as `docker save` makes one (`docker-archive`). */
  readonly file: string;
}

/**
 * Makes a container image of a release's folder: Node, the libraries that it needs from this machine, and
 * nothing else, no shell among it. Needs buildah; rejects where that fails.
 */
export async function makeImage(about: About, { tree, file }: ImageOptions): Promise<void> {
  const work = `${file}.work`;
  const root = join(work, 'root');
  await removeWork(work);
  try {
    const allocator = await allocatorOf(tree);
    await layOut(tree, root, allocator);
    await assemble(about, root, { file, work, brings: allocator !== null });
  } finally {
    await removeWork(work);
  }
}

/**
 * Removes the working folder. Without root, what buildah makes there belongs to other user ids and is read-only, so
 * it is removed in buildah's user namespace. A failure is only reported, so that it does not hide an earlier one.
 */
async function removeWork(work: string): Promise<void> {
  try {
    if (process.getuid?.() !== 0) await run('buildah', ['unshare', 'rm', '-rf', work]);
    else await rm(work, { recursive: true, force: true });
  } catch {
    console.log(`${work} could not be removed.`);
  }
}

async function layOut(tree: string, root: string, allocator: string | null): Promise<void> {
  for (const part of ['bin/node', 'lib', 'dist', 'THIRD-PARTY.txt', 'sbom.cdx.json']) {
    await mkdir(dirname(join(root, home, part)), { recursive: true });
    await cp(join(tree, part), join(root, home, part), { recursive: true });
  }
  const programs = [join(tree, 'bin/node'), ...(allocator ? [allocator] : [])];
  const libraries = (await Promise.all(programs.map(librariesOf))).flat();
  for (const library of new Set(libraries)) {
    await mkdir(join(root, dirname(library)), { recursive: true });
    await copyFile(await realpath(library), join(root, library));
  }
  await writeFile(join(root, home, 'lib/package.json'), '{ "type": "module" }\n');
  await copyFile(join(packaging, 'health.js'), join(root, home, 'lib/health.js'));
  await mkdir(join(root, 'usr/bin'), { recursive: true });
  for (const name of ['fulmar', 'fulmar-server']) {
    const program = join(root, home, 'bin', name);
    await copyFile(join(packaging, 'container', name), program);
    await chmod(program, 0o755);
    await symlink(`../lib/fulmar/bin/${name}`, join(root, 'usr/bin', name));
  }
  for (const folder of ['/var/lib', '/etc', '/tmp'])
    await mkdir(join(root, folder), { recursive: true });
  await writeFile(
    join(root, 'etc/passwd'),
    `fulmar:x:${user}:${user}::${data}:/usr/sbin/nologin\n`,
  );
  await writeFile(join(root, 'etc/group'), `fulmar:x:${user}:\n`);
  await writeFile(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
}

/** Where a release's folder has jemalloc, if it has. */
async function allocatorOf(tree: string): Promise<string | null> {
  const place = join(tree, allocatorPlace);
  return await access(place).then(
    () => place,
    () => null,
  );
}

/** The libraries that a program or library is linked with, and what loads them, by their paths. */
async function librariesOf(program: string): Promise<string[]> {
  const said = await run('ldd', [program]);
  return said.split('\n').flatMap((line) => /(?:=> |^\s*)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

/** A version as the tag of an image, which has no `+`. */
export const imageTag = (version: string): string => version.replace('+', '-');

async function assemble(
  { version, description, epoch }: About,
  root: string,
  {
    file,
    work,
    brings,
  }: { readonly file: string; readonly work: string; readonly brings: boolean },
): Promise<void> {
  // A store of its own, with drivers that need nothing of the kernel.
  const store = ['--root', join(work, 'store'), '--runroot', join(work, 'run')];
  const buildah = (...args: string[]) =>
    run('buildah', [...store, '--storage-driver', 'vfs', ...args]);
  const container = (await buildah('from', 'scratch')).trim();
  await buildah('copy', '--quiet', container, root, '/');
  const volumes = join(work, 'volumes');
  await mkdir(join(volumes, basename(data)), { recursive: true });
  const chown = ['--chown', `${user}:${user}`];
  await buildah('copy', '--quiet', ...chown, container, volumes, dirname(data));
  const settings = [
    ...[`FULMAR_DATA=${data}`, 'FULMAR_BIND=0.0.0.0', `NODE_COMPILE_CACHE=${data}/compiled`],
    ...(brings ? allocatorSettings : ['MALLOC_ARENA_MAX=1']),
  ];
  const flags = ['--max-semi-space-size=2', '--no-parallel-scavenge', '--disable-warning=DEP0169']; // as packaging/fulmar-server
  const program = [`${home}/bin/node`, ...flags, `${home}/lib/server/main.js`];
  const labels = { title: 'Fulmar', description, version, licenses: 'MIT' };
  await buildah(
    'config',
    ...settings.flatMap((setting) => ['--env', setting]),
    ...Object.entries(labels).flatMap(([name, value]) => [
      '--label',
      `org.opencontainers.image.${name}=${value}`,
    ]),
    ...['--user', `${user}:${user}`, '--port', '8080', '--volume', data, '--workingdir', data],
    ...['--entrypoint', JSON.stringify(program)],
    ...['--healthcheck', `CMD ${home}/bin/node ${home}/lib/health.js`],
    ...['--healthcheck-start-period', '30s', '--created-by', 'npm run release'],
    container,
  );
  // Docker's form of it, since OCI's has no health check.
  const how = ['--quiet', '--format', 'docker', '--timestamp', `${epoch}`];
  const archive = join(work, 'archive.tar');
  await buildah(
    'commit',
    ...how,
    container,
    `docker-archive:${archive}:fulmar:${imageTag(version)}`,
  );
  await settleArchive(archive, file, epoch);
}
