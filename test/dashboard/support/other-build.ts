import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dashboardFolder } from '../../../src/server/dashboard-folder.ts';

/** Copies the built dashboard into a folder, without its compressed twins. */
export async function copyDashboard(folder: string): Promise<void> {
  const filter = (name: string) => !/\.(br|gz)$/.test(name);
  await cp(dashboardFolder, folder, { recursive: true, filter });
}

/** Puts another build in the place of the one in `folder`, as an update does: all assets have other names. */
export async function putOtherBuild(folder: string): Promise<void> {
  const assets = join(folder, 'assets');
  const names = await readdir(assets);
  const renamed = names.map(
    (name) => [name, name.replace(/-([\w-]{8}x*)\.(\w+)$/, '-$1x.$2')] as const,
  );
  const rewrite = async (file: string) => {
    let text = await readFile(file, 'utf8');
    for (const [name, fresh] of renamed) text = text.replaceAll(name, fresh);
    await writeFile(file, text);
  };
  await rewrite(join(folder, 'index.html'));
  for (const name of names) await rewrite(join(assets, name));
  for (const [name, fresh] of renamed) await rename(join(assets, name), join(assets, fresh));
}

/** Takes every part of the dashboard away whose name begins so. */
export async function loseParts(folder: string, beginning: string): Promise<void> {
  const assets = join(folder, 'assets');
  for (const name of await readdir(assets))
    if (name.startsWith(beginning)) await rm(join(assets, name));
}
