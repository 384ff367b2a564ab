import {
  chmod,
  copyFile,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type About, debianNameOf, root } from './about.ts';
import { writeMd5Sums } from './md5-sums.ts';
import { type Compression, setTimes } from './pack.ts';
import { run } from './run.ts';

const packaging = join(root, 'packaging');

/** Where its parts are on a machine. */
const home = 'usr/lib/fulmar';
const documents = 'usr/share/doc/fulmar';

interface DebOptions {
  /** The folder that `makeTree` made. */
  readonly tree: string;
  /** Where the package goes; it is named as Debian names them. */
  readonly folder: string;
  readonly compression?: Compression;
}

/** Makes a Debian package of a release's folder; gives its path. */
export async function makeDeb(about: About, options: DebOptions): Promise<string> {
  const { tree, folder, compression = 'small' } = options;
  const architecture = debianNameOf(about.arch);
  const file = join(folder, `fulmar_${about.version}_${architecture}.deb`);
  const image = `${file}.image`;
  await rm(image, { recursive: true, force: true });
  await layOut(tree, image, about);
  await writeControl(image, about, architecture);
  await setTimes(image, about.epoch);
  const how = compression === 'small' ? ['-Zxz'] : ['-Zgzip', '-z1'];
  const env = { SOURCE_DATE_EPOCH: `${about.epoch}` };
  await run('dpkg-deb', ['--root-owner-group', ...how, '--build', image, file], { env });
  await rm(image, { recursive: true });
  return file;
}

async function layOut(tree: string, image: string, about: About): Promise<void> {
  for (const part of ['bin', 'lib', 'dist']) {
    await cp(join(tree, part), join(image, home, part), { recursive: true });
  }
  await mkdir(join(image, 'usr/bin'), { recursive: true });
  for (const name of ['fulmar', 'fulmar-server']) {
    await symlink(`../lib/fulmar/bin/${name}`, join(image, 'usr/bin', name));
  }
  await put(join(tree, 'fulmar.env'), join(image, 'etc/fulmar/fulmar.env'));
  const unit = join(image, 'lib/systemd/system/fulmar.service');
  await put(join(packaging, 'debian/fulmar.service'), unit);
  await put(join(packaging, 'debian/copyright'), join(image, documents, 'copyright'));
  const overrides = join(image, 'usr/share/lintian/overrides/fulmar');
  await put(join(packaging, 'debian/lintian-overrides'), overrides);
  const manual = join(image, 'usr/share/man/man8/fulmar-server.8.gz');
  await putZipped(await readFile(join(packaging, 'fulmar-server.8')), manual);
  const commandManual = join(image, 'usr/share/man/man1/fulmar.1.gz');
  await putZipped(await readFile(join(tree, 'dist/dashboard/cli/fulmar.1')), commandManual);
  for (const name of ['THIRD-PARTY.txt', 'sbom.cdx.json']) {
    await putZipped(await readFile(join(tree, name)), join(image, documents, `${name}.gz`));
  }
  await cp(join(tree, 'docs'), join(image, documents, 'docs'), { recursive: true });
  await put(join(tree, 'packaging/compose.yaml'), join(image, documents, 'packaging/compose.yaml'));
  const changes = join(image, documents, 'changelog.gz');
  await putZipped(await readFile(join(tree, 'CHANGELOG.md')), changes);
  await putZipped(Buffer.from(debianChanges(about)), join(image, documents, 'changelog.Debian.gz'));
  await settleModes(image);
}

async function put(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

/** Node's `gzipSync` writes neither a name nor a time. */
async function putZipped(content: Buffer, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, gzipSync(content, { level: 9 }));
}

function debianChanges({ version, epoch }: About): string {
  const when = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
  return `fulmar (${version}) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- ${maintainer}  ${when}\n`;
}

const maintainer = 'Fulmar <fulmar@example.org>';

/** Programs can be run, and everything can be read, but the settings, which may hold a password. */
async function settleModes(image: string): Promise<void> {
  for (const entry of await readdir(image, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const runs = entry.isDirectory() || entry.parentPath === join(image, home, 'bin');
    await chmod(path, runs ? 0o755 : 0o644);
  }
  await chmod(join(image, 'etc/fulmar/fulmar.env'), 0o640);
  await chmod(image, 0o755);
}

/** KiB as Debian counts them, whatever the file system takes: each file rounded up, and one for all else. */
async function sizeOf(folder: string): Promise<number> {
  let size = 1;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const { size: octets } = await lstat(join(entry.parentPath, entry.name));
    size += entry.isFile() ? Math.ceil(octets / 1024) : 1;
  }
  return size;
}

async function writeControl(image: string, about: About, architecture: string): Promise<void> {
  const size = await sizeOf(image);
  const control = join(image, 'DEBIAN');
  await mkdir(control);
  await writeMd5Sums(image, join(control, 'md5sums'));
  await writeFile(
    join(control, 'control'),
    `Package: fulmar
Version: ${about.version}
Architecture: ${architecture}
Maintainer: ${maintainer}
Installed-Size: ${size}
Pre-Depends: init-system-helpers (>= 1.54~)
Depends: adduser, libc6 (>= 2.28), libgcc-s1, libstdc++6 (>= 9)
Suggests: nginx | caddy, postgresql
Section: admin
Priority: optional
Description: control plane for MirageOS unikernels on albatross hosts
 Fulmar manages unikernels and block volumes on remote albatross hosts: a
 pipeline deploys with a token and curl, a person sees what runs where, an
 administrator keeps many hosts in order.
 .
 The package brings the Node.js that it was tested with.
`,
  );
  for (const name of ['conffiles', 'postinst', 'prerm', 'postrm']) {
    await copyFile(join(packaging, 'debian', name), join(control, name));
    await chmod(join(control, name), name === 'conffiles' ? 0o644 : 0o755);
  }
}
