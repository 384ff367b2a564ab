import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/**
 * Packs the built command as `npm install -g` takes it, the same way each time (npm gives every file one time
 * and sorts them); gives its path.
 */
export async function packCommand(
  built: string,
  { folder, version }: { readonly folder: string; readonly version: string },
): Promise<string> {
  const parts = await mkdtemp(join(tmpdir(), 'fulmar-command-'));
  try {
    for (const name of await readdir(built)) {
      if (!/\.(br|gz)$/.test(name)) await cp(join(built, name), join(parts, name));
    }
    const manifest = JSON.parse(await readFile(join(parts, 'package.json'), 'utf8'));
    const text = `${JSON.stringify({ ...manifest, version }, null, 2)}\n`;
    await writeFile(join(parts, 'package.json'), text);
    const said = await run('npm', ['pack', parts, '--silent', '--pack-destination', folder], {
      cwd: parts,
    });
    return join(folder, said.trim());
  } finally {
    await rm(parts, { recursive: true });
  }
}
