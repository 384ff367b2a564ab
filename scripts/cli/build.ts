import { execFile } from 'node:child_process';
import { appendFile, chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { collectCommandLicences } from '../release/licences.ts';

const root = join(import.meta.dirname, '../..');

/** What the command needs of Node; the bundle is made for it. */
const engines = { node: '>=22.12' };

/** The command's file in the folder that it is built into. */
export const commandFile = 'fulmar.js';

/**
 * Builds the command into a folder, as a package of npm that depends on nothing: one file, its man
 * page, and the JSON schema of `fulmar.yaml`. The licences of what is in the file are at its end. `version`:
 * what the command reports; by default, what `package.json` says.
 */
export async function buildCommand(folder: string, version?: string): Promise<void> {
  const { build } = await import('vite');
  const manifest = await readManifest();
  const about = { ...manifest, version: version ?? manifest.version };
  await mkdir(folder, { recursive: true });
  await build({
    ...{ configFile: false, root, logLevel: 'warn' },
    ssr: { noExternal: true },
    define: { builtVersion: JSON.stringify(about.version) },
    build: {
      ...{ ssr: 'cli/main.ts', outDir: folder, target: 'node22', copyPublicDir: false },
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: commandFile, codeSplitting: false } },
    },
  });
  const command = join(folder, commandFile);
  await appendFile(command, `\n/*\n${await collectCommandLicences()}*/\n`);
  await chmod(command, 0o755);
  await writeFile(join(folder, 'package.json'), packageFile(about));
  await writeFile(join(folder, 'fulmar.1'), await print(command, 'man'));
  await writeFile(join(folder, 'fulmar.schema.json'), await print(command, 'schema'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

async function readManifest(): Promise<Manifest> {
  const { name, version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return { name, version, license };
}

function packageFile({ name, version, license }: Manifest): string {
  const description = 'Deploys MirageOS unikernels through a Fulmar server';
  const bin = { fulmar: commandFile };
  const about = { name, version, description, license, type: 'module', bin, engines };
  return `${JSON.stringify(about, null, 2)}\n`;
}

async function print(command: string, word: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [command, word]);
  return stdout;
}
