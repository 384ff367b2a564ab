import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readAbout, root } from './release/about.ts';
import { makeDeb } from './release/make-deb.ts';
import { makeImage } from './release/make-image.ts';
import { makeTree } from './release/make-tree.ts';
import { packFolder, writeChecksums } from './release/pack.ts';
import { packCommand } from './release/pack-command.ts';
import { isInstalled } from './release/run.ts';
import { tellRelease } from './release/tell-release.ts';

const about = await readAbout();
const folder = join(root, 'dist/release');
const name = `fulmar-${about.version}-linux-${about.arch}`;
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const tree = join(root, 'dist', name);
await makeTree(tree, about);
await packFolder(tree, join(folder, `${name}.tar.gz`), about);
await makeDeb(about, { tree, folder });
if (await isInstalled('buildah')) {
  await makeImage(about, { tree, file: join(folder, `${name}.image.tar`) });
} else console.log('buildah is not installed: there is no container image');
await copyFile(join(tree, 'packaging/compose.yaml'), join(folder, 'compose.yaml'));
await packCommand(join(tree, 'dist/dashboard/cli'), { folder, version: about.version });
await rm(tree, { recursive: true });
await writeChecksums(folder);
console.log(await tellRelease(folder, about.version));
