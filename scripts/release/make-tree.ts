import { chmod, copyFile, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildDashboard } from '../dashboard/build.ts';
import { type About, root } from './about.ts';
import { allocatorPlace, findAllocator } from './allocator.ts';
import { bundleServer } from './bundle-server.ts';
import { collectLicences } from './licences.ts';
import { makeSbom } from './sbom.ts';

/** What of Swagger UI is served. */
const swagger = ['package.json', 'swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/**
 * Makes the folder that runs with nothing but itself: Node, the server, the dashboard, the documentation.
 * `dashboard: 'as built'` takes the dashboard of an earlier build.
 */
export async function makeTree(
  folder: string,
  about: About,
  { dashboard = 'new' }: { readonly dashboard?: 'new' | 'as built' } = {},
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  if (dashboard === 'new') await buildDashboard(about.version);
  const server = join(folder, 'lib/server');
  await bundleServer(server);
  const manifest = { type: 'module', version: about.version };
  await writeFile(join(server, 'package.json'), `${JSON.stringify(manifest)}\n`);
  await copyPackages(join(server, 'node_modules'), about.arch);
  await copy(`node_modules/node-linux-${about.arch}/bin/node`, join(folder, 'bin/node'));
  await bringAllocator(folder, about);
  await copy('packaging/fulmar-server', join(folder, 'bin/fulmar-server'));
  await copy('packaging/fulmar', join(folder, 'bin/fulmar'));
  await copy('packaging/fulmar.env', join(folder, 'fulmar.env'));
  await copy('dist/dashboard', join(folder, 'dist/dashboard'));
  for (const file of ['LICENSE', 'CHANGELOG.md', 'README.md', 'docs', 'packaging/compose.yaml']) {
    await copy(file, join(folder, file));
  }
  await writeFile(join(folder, 'THIRD-PARTY.txt'), await collectLicences(about.arch));
  await writeFile(join(folder, 'sbom.cdx.json'), await makeSbom(about));
  await setModes(folder);
}

async function bringAllocator(folder: string, { arch }: About): Promise<void> {
  const allocator = await findAllocator(arch);
  if (allocator) await copyFile(allocator.file, join(folder, allocatorPlace));
  else console.log('libjemalloc2 is not installed: the release keeps more memory after transfers');
}

/** The parts in machine code for this machine alone, and what is served of Swagger UI. */
async function copyPackages(folder: string, arch: string): Promise<void> {
  const files = [
    ...['package.json', 'LICENSE', 'argon2.cjs', `prebuilds/linux-${arch}`].map(
      (at) => `argon2/${at}`,
    ),
    ...['package.json', 'LICENSE', 'lib', `prebuilds/linux-${arch}.node`].map(
      (at) => `better-sqlite3/${at}`,
    ),
    ...swagger.map((at) => `swagger-ui-dist/${at}`),
    '@phc/format',
    ...['package.json', 'LICENSE', 'index.js', 'node-gyp-build.js'].map(
      (at) => `node-gyp-build/${at}`,
    ),
  ];
  for (const file of files) await copy(`node_modules/${file}`, join(folder, file));
  await rm(join(folder, `argon2/prebuilds/linux-${arch}/argon2.musl.node`), { force: true });
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(join(root, from), to, { recursive: true, dereference: true });
}

/** Whatever umask and checkout it was made with. */
async function setModes(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const runs = entry.isDirectory() || entry.parentPath === join(folder, 'bin');
    await chmod(join(entry.parentPath, entry.name), runs ? 0o755 : 0o644);
  }
}
