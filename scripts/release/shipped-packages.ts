import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from './about.ts';

const names = z.record(z.string(), z.string()).default({});

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().nullable().default(null),
      integrity: z.string().optional(),
      optional: z.boolean().default(false),
      dependencies: names,
      devDependencies: names,
    }),
  ),
});

type Locked = z.output<typeof lockFile>['packages'];

/** A package of npm that is part of a release. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** As SPDX has it; null where only the package's own text says it. */
  readonly license: string | null;
  /** As npm has it, `sha512-…` in base64. */
  readonly integrity: string | null;
  /** Where it is installed, from the repository's root. */
  readonly path: string;
}

/**
 * What the server depends on, and what the dashboard imports with all that this depends on, as the lock
 * file has them: the bundlers leave out what of it is not used.
 */
export async function shippedPackages(): Promise<ShippedPackage[]> {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  const { packages } = lockFile.parse(JSON.parse(text));
  const own = packages[''];
  const used = await importedByDashboard();
  const pages = Object.keys(own?.devDependencies ?? {}).filter((name) => used.has(name));
  const found = new Set<string>();
  for (const name of [...Object.keys(own?.dependencies ?? {}), ...pages]) {
    follow(name, '', packages, found);
  }
  return [...found].sort().flatMap((path) => {
    const { version, license = null, integrity = null } = packages[path] ?? {};
    const name = path.replace(/^.*node_modules\//, '');
    return version ? [{ name, version, license, integrity, path }] : [];
  });
}

/** As Node looks for a package: beside whoever asks, then ever further out. */
function follow(name: string, from: string, packages: Locked, found: Set<string>): void {
  const path = `${from ? `${from}/` : ''}node_modules/${name}`;
  const locked = packages[path];
  if (!locked) {
    if (from)
      follow(
        name,
        from.replace(/(^|\/)node_modules\/(?:(?!node_modules).)*$/, ''),
        packages,
        found,
      );
    return;
  }
  if (locked.optional || found.has(path)) return;
  found.add(path);
  for (const next of Object.keys(locked.dependencies)) follow(next, path, packages, found);
}

async function importedByDashboard(): Promise<Set<string>> {
  const folder = join(root, 'src/dashboard');
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const imports = texts.flatMap((text) => [
    ...text.matchAll(/(?:from|import) '((?:@[^/']+\/)?[^./'][^/']*)[^']*'/g),
  ]);
  return new Set(imports.map(([, name = '']) => name));
}
