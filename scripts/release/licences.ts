import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './about.ts';
import { findAllocator } from './allocator.ts';
import { packagesOfCommand, type ShippedPackage, shippedPackages } from './shipped-packages.ts';

/** The licences of Node, jemalloc and every package that a release contains, one after the other. */
export async function collectLicences(arch: string): Promise<string> {
  const node = await readFile(join(root, `node_modules/node-linux-${arch}/LICENSE`), 'utf8');
  const allocator = await findAllocator(arch);
  const jemalloc = allocator ? [title(`jemalloc ${allocator.version}`), allocator.licence] : [];
  const packages = await licencesOf(await shippedPackages());
  return joined([title('Node.js'), node, ...jemalloc, ...packages]);
}

/** The licences of the packages that the command is bundled with. */
export async function collectCommandLicences(): Promise<string> {
  return joined(await licencesOf(await packagesOfCommand()));
}

const joined = (parts: readonly string[]) => `${parts.map((part) => part.trim()).join('\n\n')}\n`;

async function licencesOf(packages: readonly ShippedPackage[]): Promise<string[]> {
  const parts: string[] = [];
  for (const { name, version, license, path } of packages) {
    parts.push(
      title(`${name} ${version}${license ? ` (${license})` : ''}`),
      await licenceIn(join(root, path)),
    );
  }
  return parts;
}

const title = (text: string) => `${'='.repeat(80)}\n${text}\n${'='.repeat(80)}`;

async function licenceIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) =>
    /^(licen[cs]e|copying|notice)/i.test(name),
  );
  const texts = names.sort().map((name) => readFile(join(folder, name), 'utf8'));
  return (
    (await Promise.all(texts)).join('\n\n') || 'The package comes without the text of its licence.'
  );
}
