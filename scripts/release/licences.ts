import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './about.ts';
import { shippedPackages } from './shipped-packages.ts';

/** The licences of Node and of every package that a release contains, one after the other. */
export async function collectLicences(arch: string): Promise<string> {
  const node = await readFile(join(root, `node_modules/node-linux-${arch}/LICENSE`), 'utf8');
  const parts = [title('Node.js'), node];
  for (const { name, version, license, path } of await shippedPackages()) {
    parts.push(
      title(`${name} ${version}${license ? ` (${license})` : ''}`),
      await licenceIn(join(root, path)),
    );
  }
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
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
