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
      peerDependencies: names,
      peerDependenciesMeta: z
        .record(z.string(), z.object({ optional: z.boolean().default(false) }))
        .default({}),
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

/** Where the sources of the command are. */
const command = 'cli';

/**
 * What the server depends on, and what the dashboard and the command import with all that this depends on, as
 * the lock file has them: the bundlers leave out what of it is not used.
 */
export async function shippedPackages(): Promise<ShippedPackage[]> {
  const packages = await readLock();
  const used = new Set([...(await importedBy('src/dashboard')), ...(await importedBy(command))]);
  const own = packages[''];
  const bundled = Object.keys(own?.devDependencies ?? {}).filter((name) => used.has(name));
  return withAllBelow([...Object.keys(own?.dependencies ?? {}), ...bundled], packages);
}

/** What of that the command alone consists of. */
export async function packagesOfCommand(): Promise<ShippedPackage[]> {
  return withAllBelow(await importedBy(command), await readLock());
}

async function readLock(): Promise<Locked> {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  return lockFile.parse(JSON.parse(text)).packages;
}

function withAllBelow(names: Iterable<string>, packages: Locked): ShippedPackage[] {
  const found = new Set<string>();
  for (const name of names) follow(name, '', packages, found);
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
  for (const next of Object.keys({ ...locked.dependencies, ...wantedPeers(locked) })) {
    follow(next, path, packages, found);
  }
}

/** What has to be beside a package, but for types, which nothing runs. */
const wantedPeers = ({ peerDependencies, peerDependenciesMeta }: Locked[string]) =>
  Object.fromEntries(
    Object.entries(peerDependencies).filter(
      ([name]) => !peerDependenciesMeta[name]?.optional && !name.startsWith('@types/'),
    ),
  );

async function importedBy(part: string): Promise<Set<string>> {
  const folder = join(root, part);
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const imports = texts.flatMap((text) => [
    ...text.matchAll(/(?:from|import) '((?:@[^/']+\/)?[^./'][^/']*)[^']*'/g),
  ]);
  return new Set(imports.map(([, name = '']) => name));
}
